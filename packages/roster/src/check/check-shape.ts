import type { core } from "zod";
import type { Finding } from "./diagnostic.js";
import { isMisspelt } from "./misspelt.js";
import { nearest } from "./nearest.js";
import { BLANK_AFTER_DASH, looksLikeItem } from "../text/dash-without-blank.js";
import { placeInScalar } from "../text/place-in-scalar.js";
import type { Path } from "../text/pointer.js";
import { quote } from "../values/quote.js";
import type { Report } from "./report.js";
import { rosterSchema } from "../schema/roster-schema.js";
import type { RosterContent } from "../schema/roster.js";
import { runtimeNames } from "../values/runtimes.js";
import { isMap, type Tree } from "../text/tree.js";
import { unknownKey } from "./unknown-key.js";

/** More than `parseRoster` lists. */
const ENOUGH = 2000;

/** Reads a tree by the schema, value by value, and reports all that does not fit. */
export function checkShape(tree: Tree, text: string, report: Report): RosterContent | undefined {
  const result = rosterSchema.safeParse(tree.root);
  if (result.success) return result.data;
  for (const issue of result.error.issues.slice(0, ENOUGH))
    reportIssue({ tree, text, report }, issue);
  return undefined;
}

interface Context {
  readonly tree: Tree;
  readonly text: string;
  readonly report: Report;
}

function reportIssue(context: Context, issue: core.$ZodIssue, around: Path = []): void {
  const { tree, report } = context;
  const path = [...around, ...issue.path.filter((step) => typeof step !== "symbol")];
  const spot = tree.spot(path);
  // `version` is judged before the schema.
  if (path.length === 1 && path[0] === "version") return;
  if (issue.code === "unrecognized_keys") {
    for (const key of issue.keys.slice(0, ENOUGH)) {
      const own = tree.spot([...path, key]);
      report(unknownKey(path, key, tree.get([...path, key])), own.key ?? own.value);
    }
    return;
  }
  if (issue.code === "custom") {
    const { finding } = issue.params as { finding: Finding };
    reportWithin(context, finding, path);
    return;
  }
  if (tree.get(path) === undefined) {
    const owner = path.slice(0, -1);
    if (!isMisspelt(tree, owner, String(path.at(-1)))) report(missing(path), tree.spot(owner).head);
    return;
  }
  const inner = issue.code === "invalid_union" ? innerIssues(issue) : undefined;
  if (inner !== undefined) {
    for (const one of inner) reportIssue(context, one, path);
    return;
  }
  report(unfit(issue, tree.get(path), path, spot.written), spot.value);
}

/** A finding about a value, or about a text from one of its characters on. */
function reportWithin({ tree, text, report }: Context, finding: Finding, path: Path): void {
  const [start, end] = tree.spot(path).value;
  const { index } = finding;
  const value = tree.get(path);
  if (index === undefined || typeof value !== "string") return report(finding, [start, end]);
  const place = placeInScalar(text.slice(start, end), value, index);
  if (place !== undefined) return report(finding, [start + place, end]);
  const message = `${finding.message}, at character ${index + 1}`;
  report({ ...finding, message }, [start, end]);
}

/** Of a union, the branch that took the value as such and stumbled over a part of it. */
function innerIssues(issue: core.$ZodIssueInvalidUnion): core.$ZodIssue[] | undefined {
  return issue.errors.find(
    (branch) =>
      branch.length > 0 &&
      branch.every((one) => one.path.length > 0 || one.code === "unrecognized_keys"),
  );
}

function missing(path: Path): Finding {
  const key = String(path.at(-1));
  const owner = path.length === 1 ? "the roster" : "this agent";
  const hint = key === "agents" ? "add `agents:` with a list, `[]` for none" : `add \`${key}:\``;
  return { code: "missing-key", message: `${owner} has no \`${key}\``, hint };
}

function unfit(
  issue: core.$ZodIssue,
  value: unknown,
  path: Path,
  written: string | undefined,
): Finding {
  const key = [...path].reverse().find((step) => typeof step === "string");
  const name =
    typeof path.at(-1) === "number"
      ? `an item of ${quote(String(key))}`
      : key === undefined
        ? "the roster"
        : quote(key);
  if (issue.code === "invalid_value") return unknownWord(issue, value, key, name);
  const expected =
    issue.code === "invalid_type" ? kind(issue.expected, issue.message) : issue.message;
  const text = written ?? "";
  if (issue.code === "invalid_type" && issue.expected === "string" && text !== "") {
    const message = `${name} is a string, and ${quote(text)} is ${told(value)}`;
    return { code: "not-a-string", message, hint: `put it in quotes: \`"${text}"\`` };
  }
  const number = typeof value === "number" && !Number.isFinite(value);
  const message = `${name} takes ${expected}, not ${number ? quote(text) : told(value)}`;
  return { code: "wrong-type", message, hint: shapeHint(path, value) };
}

function unknownWord(
  issue: core.$ZodIssueInvalidValue,
  value: unknown,
  key: string | undefined,
  name: string,
): Finding {
  const words = issue.values.map(String);
  const code = key === "runtime" ? "unknown-runtime" : "unknown-value";
  const text = typeof value === "string" ? value : "";
  const near = nearest(text, words) ?? nearestHead(text, words);
  const list = words.map((word) => `\`${word}\``).join(", ");
  const hint =
    near === undefined ? `it can be ${list}` : `the nearest is \`${near}\`; it can be ${list}`;
  const shown = text === "" ? told(value) : quote(text);
  return {
    code,
    message:
      code === "unknown-runtime"
        ? `the runtime ${shown} is not known`
        : `${name} cannot be ${shown}`,
    hint,
  };
}

/** `claude-code` and `gemini-cli` are what the programs' packages are called. */
function nearestHead(text: string, words: readonly string[]): string | undefined {
  const [head = ""] = text.toLowerCase().split(/[^a-z0-9]/, 1);
  return words.find((word) => word === head);
}

function kind(expected: string, message: string): string {
  const kinds: Record<string, string> = {
    string: "a string",
    array: "a list",
    object: "a map",
    record: "a map",
    boolean: "`true` or `false`",
  };
  return kinds[expected] ?? message;
}

function told(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (isMap(value)) return "a map";
  if (typeof value === "string") return quote(value);
  return typeof value === "number" ? "a number" : `the truth value \`${String(value)}\``;
}

function shapeHint(path: Path, value: unknown): string | undefined {
  const key = path.at(-1);
  const keys = isMap(value) ? Object.keys(value) : [value];
  if (keys.some((each) => typeof each === "string" && looksLikeItem(each))) return BLANK_AFTER_DASH;
  if (key === "restart" && typeof value === "string")
    return `write \`restart: { policy: ${value} }\``;
  if (key === "agents" && isMap(value)) return "write a list: each agent starts with `- name:`";
  if (key === "transcript" && value === false) return "write `off`";
  if (path[0] === "agents" && path.length === 2 && typeof value === "string")
    return "write `- name: NAME`";
  if ((key === "tags" || key === "args") && typeof value === "string")
    return "write a list: `[one, two]`";
  if (typeof key === "string" && ["unattended", "resume", "enabled"].includes(key))
    return "YAML 1.2 knows `true` and `false` alone";
  return runtimeNames.some((name) => name === value) ? "write `runtime:`" : undefined;
}

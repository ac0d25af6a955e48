import type { Document } from "yaml";
import { buildTree } from "../text/build-tree.js";
import { checkFleet } from "./check-fleet.js";
import { checkShape } from "./check-shape.js";
import { checkText } from "../text/check-text.js";
import { diagnosticOf, sortDiagnostics, type Diagnostic, type Finding } from "./diagnostic.js";
import { LineIndex } from "../text/line-index.js";
import { isMisspelt } from "./misspelt.js";
import { readAsWritten } from "../text/read-as-written.js";
import { readDocument } from "../text/read-document.js";
import type { Report } from "./report.js";
import type { RosterContent } from "../schema/roster.js";
import { OWN_KEY } from "../schema/roster-schema.js";
import { isMap, Tree } from "../text/tree.js";

/** Nobody reads more, and half a million characters can hold 200,000 mistakes. */
const MOST = 1000;
/** No machine runs them; a thousand are already many. */
const MOST_AGENTS = 10_000;

/** Of a stage that finds more, the rest is not looked at: the first ones are then not the first of the text. */
const ENOUGH = 10_000;
const TOO_MANY: Finding = {
  code: "too-many-problems",
  message: "more problems are not listed",
  hint: "solve the first ones",
};

/** A roster on its way: the document, its plain values with their places, and what they say. */
interface Read {
  readonly document: Document.Parsed;
  readonly tree: Tree;
  readonly content: RosterContent;
}

/** All that can be said of a text without a byte order mark; `read` is `undefined` exactly when an error is among it. */
export function readRoster(
  text: string,
  file: string,
  first?: Finding,
): { read: Read | undefined; diagnostics: Diagnostic[]; lines: LineIndex } {
  const lines = new LineIndex(text);
  const found: Diagnostic[] = [];
  const report: Report = (finding, span) => {
    if (found.length < ENOUGH) found.push(diagnosticOf(finding, file, lines.range(span)));
  };
  if (first !== undefined) report(first, [0, 0]);
  const read = readStages(text, report);
  const diagnostics = sortDiagnostics(found);
  if (read !== undefined && diagnostics.every((one) => one.severity !== "error"))
    return { read, diagnostics, lines };
  if (diagnostics.length > MOST) {
    const end = lines.range([text.length, text.length]);
    diagnostics.splice(MOST, Infinity, diagnosticOf(TOO_MANY, file, end));
  }
  return { read: undefined, diagnostics, lines };
}

/** Every stage reports what it finds; a later one runs where the earlier left something to look at. */
function readStages(text: string, report: Report): Read | undefined {
  if (!checkText(text, report)) return undefined;
  const parsed = readTree(text, report);
  if (parsed === undefined) return undefined;
  const { document, tree } = parsed;
  if (tree.root === null || !checkVersion(tree, report) || tooMany(tree, report)) return undefined;
  const content = checkShape(tree, text, report);
  checkFleet(tree, report);
  return content && { document, tree, content };
}

function tooMany(tree: Tree, report: Report): boolean {
  const agents = tree.get(["agents"]);
  if (!Array.isArray(agents) || agents.length <= MOST_AGENTS) return false;
  const message = `the roster has ${agents.length} agents, and ${MOST_AGENTS} are possible`;
  report({ code: "too-large", message, hint: "check that this is the roster" }, [0, 0]);
  return true;
}

/** The document of a text and its plain values, before anybody asks what they mean. */
export function readTree(
  text: string,
  report: Report,
): { document: Document.Parsed; tree: Tree } | undefined {
  const document = readDocument(text, report);
  const built = document && buildTree(document, report);
  return built && { document, tree: readAsWritten(withoutOwnKeys(built), report) };
}

/** Keys of the top that begin with `x-` are the person's own: what anchors bring from there is in its place by now. */
function withoutOwnKeys(tree: Tree): Tree {
  if (!isMap(tree.root)) return tree;
  const pairs = Object.entries(tree.root).filter(([key]) => !key.startsWith(OWN_KEY));
  const root: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  return new Tree(Object.assign(root, Object.fromEntries(pairs)), tree.spots);
}

/** Whether the rest can be judged: the keys of another version are not ours to name. */
function checkVersion(tree: Tree, report: Report): boolean {
  const version = tree.get(["version"]);
  if (version === 1 || !isMap(tree.root)) return true;
  if (version !== undefined) {
    const shown = typeof version === "number" ? String(version) : "no number";
    const message = `the roster's version is ${shown}, and this Mosaic Fleet reads version 1`;
    const hint = "write `version: 1`, without quotes";
    report({ code: "unsupported-version", message, hint }, tree.spot(["version"]).value);
  } else if (!isMisspelt(tree, [], "version")) {
    const message = "the roster does not say its version";
    report({ code: "missing-version", message, hint: "add `version: 1`" }, tree.spot([]).head);
  }
  return typeof version !== "number";
}

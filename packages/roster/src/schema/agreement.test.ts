import { Ajv2020 } from "ajv/dist/2020.js";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parse, stringify } from "yaml";
import type { Written } from "../../test/arbitrary-roster.js";
import { mutated } from "../../test/mutated-roster.js";
import type { Diagnostic } from "../check/diagnostic.js";
import { rosterJsonSchema } from "./json-schema.js";
import { parseRoster } from "../check/parse-roster.js";

/** What stands between values, or in what a text amounts to, which no JSON Schema says. */
const BEYOND = new Set([
  "duplicate-agent",
  "missing-runtime",
  "missing-command",
  "unused-command",
  "unused-screen",
  "bad-pattern",
  "delay-above-max",
  "endless-task",
  "cannot-sleep",
  "bad-calendar",
  "useless-schedule",
  "workdir-and-worktree",
  "missing-repository",
  "shared-branch",
]);

/** A JSON Schema validator that is not ours. */
const validate = new Ajv2020({
  strict: true,
  allowUnionTypes: true,
  strictTuples: false,
}).compile(rosterJsonSchema);

/** The least and the most of each amount, which both take. */
const bounds: Written[] = [
  { transcript: 4096, limits: { memory_high: 1_048_576, tasks_max: 4, cpu_weight: 1 } },
  { transcript: Number.MAX_SAFE_INTEGER, limits: { tasks_max: 4_194_304, cpu_weight: 10_000 } },
  { restart: { delay: 0.1, max_delay: 2_592_000, burst: 1 } },
  { idle: { stop_after: 60 } },
  { idle: { stop_after: 2_592_000, wake: "never" } },
  { idle: { stop_after: "never" } },
  { restart: { burst: 10_000 }, tags: ["x".repeat(63)] },
  { worktree: "~/src/app" },
  { worktree: { repo: "/srv/a b", branch: "é/日本", base: "main@{1 day ago}" } },
  ...[
    "-b",
    "/a",
    ".a",
    "a/",
    "a.",
    "a.lock",
    "a.lock/b",
    "a//b",
    "a/.b",
    "a..b",
    "a@{b",
    "@",
    "HEAD",
  ].map((branch) => ({ worktree: { repo: "/srv/a", branch } })),
  ...[" ", "~", "^", ":", "?", "*", "[", "\\", "\u007f", "\u2028"].map((sign) => ({
    worktree: { repo: "/srv/a", branch: `a${sign}b` },
  })),
  ...["-b", "--all", "", "a b"].map((base) => ({ worktree: { repo: "/srv/a", base } })),
];
/** Texts of which both want one sign at least. */
const empty: Written[] = [
  { quit: "" },
  { ready: { screen: "" } },
  { box: { shown: "" } },
  { command: [""] },
].map((setting) => ({ runtime: "command", command: ["bash"], ...setting }));
const around = (agent: Written): Written => ({
  version: 1,
  agents: [{ name: "a", runtime: "pi", ...agent }],
});

test("zod and JSON Schema agree on generated rosters, judged by another's validator", () => {
  const seen = { both: 0, neither: 0, beyond: 0 };
  fc.assert(
    fc.property(mutated, (value) => {
      const text = stringify(value, { version: "1.2" });
      const { diagnostics } = parseRoster(text, { file: "" });
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      // What YAML cannot carry, as half a character, is not for a schema to judge.
      if (errors.some(({ code }) => code === "not-text")) return;
      const valid = validate(parse(text, { version: "1.2" }));
      if (!valid) expect(errors).not.toEqual([]);
      else expect(errors.filter((one) => !isBeyond(one))).toEqual([]);
      seen[valid ? (errors.length > 0 ? "beyond" : "both") : "neither"] += 1;
    }),
    { numRuns: 2000, examples: [...bounds, ...empty].map((agent) => [around(agent)]) },
  );
  console.log(`rosters that both take ${seen.both}, that neither takes ${seen.neither}`);
  expect(seen.both + seen.neither + seen.beyond).toBeGreaterThanOrEqual(1000);
  expect(seen.both).toBeGreaterThan(250);
  expect(seen.neither).toBeGreaterThan(250);
});

function isBeyond({ code, message }: Diagnostic): boolean {
  if (BEYOND.has(code)) return true;
  // A text with a unit: `1K` is less than the least, `9999E` more than a number holds.
  if (code === "out-of-range") return message.startsWith("`");
  return (
    (code === "bad-size" || code === "bad-time-span") && /is too (?:large|long)$/.test(message)
  );
}

import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { hostileTexts } from "../../test/hostile-texts.js";
import { mutated } from "../../test/mutated-roster.js";
import { formatDiagnostics } from "../text/format-diagnostics.js";
import { parseRoster } from "./parse-roster.js";
import { presets } from "../values/presets.generated.js";

const N = 40_000;
const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

/** Each array uses the one before nine times: 9^9 values in a few lines. */
const bomb = lines(10, (level) =>
  level === 0
    ? "a0: &a0 [x]"
    : `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(", ")}]`,
);

const hostile: Record<string, [text: string, code: string]> = {
  "50 MB": ["a".repeat(50_000_000), "too-large"],
  "open lists": ["[".repeat(N), "too-deep"],
  "open maps": ["{".repeat(N), "too-deep"],
  "nested keys": ["a: ".repeat(N), "too-deep"],
  "nested items": ["- ".repeat(N), "too-deep"],
  "nested question marks": ["? ".repeat(N), "too-deep"],
  "ever deeper lines": [lines(300, (index) => `${" ".repeat(index)}a:`), "too-deep"],
  "50 MB of lines": ["\n".repeat(50_000_000), "too-large"],
  "bad escapes": [`a: "${"\\q".repeat(N)}"`, "yaml-syntax"],
  "closing brackets": ["]".repeat(N), "too-many-problems"],
  commas: [`[${",".repeat(N)}`, "too-many-problems"],
  quotes: ['"'.repeat(N), "too-many-problems"],
  anchors: ["&a ".repeat(N / 4), "yaml-syntax"],
  tags: ["! ".repeat(N / 4), "yaml-syntax"],
  documents: ["---\n".repeat(N / 4), "several-documents"],
  directives: ["%x\n".repeat(N / 4), "yaml-syntax"],
  "many keys": [lines(N / 4, (index) => `k${index}: 1`), "unknown-key"],
  "one key often": ["k: 1\n".repeat(N / 4), "duplicate-key"],
  "a long key": [`${"k".repeat(1000)}: 1`, "unknown-key"],
  "unknown aliases": ["- *b\n".repeat(N / 4), "unknown-anchor"],
  "an alias bomb": [bomb, "too-many-values"],
  "a merge bomb": [
    bomb.replaceAll("[x]", "{ x: 1 }").replaceAll(/\[(.*)\]/g, "{ <<: [$1] }"),
    "too-many-values",
  ],
  "a chain of aliases": [
    lines(200, (index) => (index === 0 ? "a0: &a0 [x]" : `a${index}: &a${index} [*a${index - 1}]`)),
    "too-deep",
  ],
  "one map merged by many aliases": [
    `m: &m { ${lines(2000, (index) => `k${index}: 1`).replaceAll("\n", ", ")} }\nx: { <<: [${"*m, ".repeat(2000)}*m] }`,
    "too-many-values",
  ],
  // The value of a key that stands twice is not read, and its anchor is an anchor all the same.
  "a chain of merges": [
    `${lines(5000, (index) => (index === 0 ? "k: &m0 { k: 1 }" : `k: &m${index} { <<: *m${index - 1} }`))}\nz: { <<: *m4999 }`,
    "too-many-problems",
  ],
  "a short chain of merges": [
    lines(40, (index) =>
      index === 0 ? "k0: &m0 { k: 1 }" : `k${index}: &m${index} { <<: *m${index - 1} }`,
    ),
    "too-deep",
  ],
  "a loop of merges": ["a: &a\n  <<: *a\n", "alias-loop"],
  "names of Object.prototype": [
    "constructor: 1\n__proto__: { version: 1 }\ntoString: x\n",
    "unknown-key",
  ],
  "many mistakes": [lines(N / 4, (index) => `k${index}: ~`), "too-many-problems"],
  binary: ["\u007fELF\u0002\u0001", "not-text"],
  "other encodings": ["n\ufffdme: x", "not-text"],
  "terminal sequences": ["name: \u001b[2J", "not-text"],
  nothing: ["", "empty-roster"],
  "a list": ["- 1", "wrong-type"],
  "one word": ["roster", "wrong-type"],
};

test.each(Object.entries(hostile))("%s: a diagnostic, no stack trace", (_name, [text, code]) => {
  const { roster, diagnostics } = parseRoster(text, { file: "roster.yaml" });
  expect(roster).toBeUndefined();
  expect(diagnostics.map((one) => one.code)).toContain(code);
  expect(diagnostics.length).toBeLessThanOrEqual(1001);
  const shown = formatDiagnostics(diagnostics.slice(0, 100), text);
  expect(shown).not.toMatch(/\n\s+at |RangeError|TypeError|Maximum call stack|[\0-\x09\x0b-\x1f]/); // oxlint-disable-line no-control-regex
  expect(shown.length).toBeLessThan(100_000);
});

const nested = (levels: number): string =>
  lines(levels, (level) => `${" ".repeat(level)}a:`).concat(" x\n");
const chained = (levels: number): string =>
  lines(levels, (level) =>
    level === 0 ? "a0: &a0 [x]" : `a${level}: &a${level} [*a${level - 1}]`,
  );

test.each([
  ["maps", nested],
  ["brackets", (levels: number) => `a: ${"[".repeat(levels - 1)}x${"]".repeat(levels - 1)}\n`],
  ["dashes", (levels: number) => `a:\n${"- ".repeat(levels - 1)}x\n`],
  ["aliases", (levels: number) => chained(levels - 1)],
])("%s may nest 32 deep, and not deeper", (_name, make) => {
  const codes = (text: string): string[] =>
    parseRoster(text, { file: "" }).diagnostics.map(({ code }) => code);
  expect(codes(make(32))).not.toContain("too-deep");
  expect(codes(make(33))).toContain("too-deep");
});

test("the bounds of a file: characters, words and signs, agents", () => {
  const refused = (text: string): boolean =>
    parseRoster(text, { file: "" }).diagnostics.some(({ code }) => code === "too-large");
  expect(refused(`# ${"a".repeat(512 * 1024 - 2)}`)).toBe(false);
  expect(refused(`# ${"a".repeat(512 * 1024 - 1)}`)).toBe(true);
  expect(refused("\n".repeat(249_900))).toBe(false);
  expect(refused("\n".repeat(250_100))).toBe(true);
  const agents = (count: number): string => `version: 1\nagents: [${"x,".repeat(count)}]`;
  expect(refused(agents(10_000))).toBe(false);
  expect(refused(agents(10_001))).toBe(true);
});

test("a thousand agents that say everything are read", () => {
  const agent = (at: number): string => `  - name: agent-${at} # number ${at}
    runtime: command
    command: [bash, -l]
    args: [--model, opus]
    unattended: false
    resume: true
    workdir: ~/src/app-${at}
    env: { CLAUDE_CONFIG_DIR: ~/.claude-${at} }
    env_file: ~/.secrets/a.env
    limits: { memory_high: 3G, memory_max: 4G, tasks_max: 512, cpu_weight: 50 }
    restart: { policy: always, delay: 5s, max_delay: 5m, burst: 10 }
    transcript: 20M
    on_quota: wait
    enabled: true
    tags: [builders]`;
  const { diagnostics } = parseRoster(`version: 1\nagents:\n${lines(1000, agent)}\n`, { file: "" });
  expect(diagnostics).toEqual([]);
});

test("every hostile text is read or refused, and shown", () => {
  for (const [name, text] of hostileTexts(10_000)) {
    const { roster, diagnostics } = parseRoster(text, { file: "roster.yaml" });
    expect(roster === undefined, name).toBe(diagnostics.some((one) => one.severity === "error"));
    expect(formatDiagnostics(diagnostics, text), name).not.toMatch(/\n\s+at |Error: /);
  }
});

test("values of any kind in any place are taken or refused", () => {
  const read = (value: unknown): boolean => {
    const { roster, diagnostics } = parseRoster(stringify(value), { file: "" });
    const refused = diagnostics.some((one) => one.severity === "error");
    return (roster === undefined) === refused;
  };
  const nameless = { version: 1, agents: [{ name: {} }, { name: {} }] };
  fc.assert(fc.property(mutated, read), { numRuns: 1500, examples: [[nameless]] });
});

const scraps = fc.oneof(
  fc.constantFrom(..."[]{}:,-?*&!|>'\"%#@`~\t\r\n ".split("")),
  fc.constantFrom(
    "<<: *a",
    "&a ",
    "null",
    "0x1F",
    "1e999",
    "---\n",
    "...",
    "\ufeff",
    "${HOME}",
    "env: ",
    "\n  ",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);

test("any edit of a preset is read or refused with places inside the text", () => {
  const edit = fc.record({ at: fc.nat(), drop: fc.nat(12), put: scraps });
  const preset = fc.constantFrom(...presets.map((one) => one.text));
  fc.assert(
    fc.property(preset, fc.array(edit, { minLength: 1, maxLength: 4 }), (text, edits) => {
      let edited = text;
      for (const { at, drop, put } of edits) {
        const from = at % (edited.length + 1);
        edited = edited.slice(0, from) + put + edited.slice(from + drop);
      }
      const { roster, diagnostics } = parseRoster(edited, { file: "roster.yaml" });
      expect(roster === undefined).toBe(diagnostics.some((one) => one.severity === "error"));
      const texts = edited.replace(/^\ufeff/, "").split("\n");
      for (const { range } of diagnostics) {
        const line = texts[range.start.line - 1];
        expect(line).toBeDefined();
        expect(range.start.column).toBeGreaterThan(0);
        expect(range.start.column).toBeLessThanOrEqual((line ?? "").length + 1);
      }
      formatDiagnostics(diagnostics, edited);
    }),
    { numRuns: 400 },
  );
});

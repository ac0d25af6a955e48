import * as fc from "fast-check";
import { expect, test } from "vitest";
import { stringify } from "yaml";
import { roster } from "../../test/arbitrary-roster.js";
import { formatRoster } from "./format-roster.js";
import { parseRoster } from "../check/parse-roster.js";
import { presets } from "../values/presets.generated.js";

const contentOf = (text: string): ReturnType<typeof parseRoster>["roster"] =>
  parseRoster(text, { file: "roster.yaml" }).roster;

test("a roster that could be parsed serializes and parses to the same", () => {
  let parsed = 0;
  fc.assert(
    fc.property(roster, (value) => {
      const first = contentOf(stringify(value, { version: "1.2" }));
      if (first === undefined) return;
      parsed += 1;
      const text = formatRoster(first.content);
      const second = contentOf(text);
      expect(second?.content).toEqual(first.content);
      expect(formatRoster(second?.content ?? first.content)).toBe(text);
    }),
    { numRuns: 500 },
  );
  expect(parsed).toBeGreaterThan(100);
});

test.each(presets)("preset $name serializes and parses to the same", ({ text }) => {
  const first = contentOf(text);
  expect(first).toBeDefined();
  expect(contentOf(first ? formatRoster(first.content) : "")?.content).toEqual(first?.content);
});

test("the normal form", () => {
  const written = contentOf(`version: 1
defaults: { restart: { delay: 90, max_delay: 3600s }, env: { A: 1.10, B: no } }
agents:
  - { runtime: command, name: a, command: "b 'c d'", limits: { memory_max: 4096M, memory_high: infinity } }
  - { runtime: pi, name: b, transcript: off, workdir: ~, tags: ["on", "1"] }
`);
  expect(written && formatRoster(written.content)).toMatchInlineSnapshot(`
    "version: 1
    name: fleet
    defaults:
      env: { A: "1.10", B: no }
      restart: { delay: 1m30s, max_delay: 1h }
    agents:
      - name: a
        runtime: command
        command: [b, c d]
        limits: { memory_high: infinity, memory_max: 4G }
      - name: b
        runtime: pi
        workdir: "~"
        tags: [on, "1"]
        transcript: off
    "
  `);
});

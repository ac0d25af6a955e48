import { expect, test } from "vitest";
import { parseRoster } from "./parse-roster.js";

const found = (agents: string): string[] =>
  parseRoster(
    `version: 1\ndefaults: { runtime: pi, tags: [all, builders] }\nagents: [${agents}]\n`,
    { file: "" },
  ).diagnostics.map(({ code, range: { start } }) => `${code} ${start.line}:${start.column}`);

test.each<[string, string, string[]]>([
  ["every agent replaces them", "{ name: a, tags: [x] }", ["unused-tag 2:33", "unused-tag 2:38"]],
  ["one agent has one of them", "{ name: a, tags: [all] }", ["unused-tag 2:38"]],
  ["one agent takes them", "{ name: a, tags: [x] }, { name: b, workdir: ~/b }", []],
  ["one agent misspells its own", "{ name: a, tgas: [x] }", ["unknown-key 3:21"]],
  ["there is no agent", "", ["empty-fleet 3:9"]],
])("tags of `defaults` where %s", (_name, agents, expected) => {
  expect(found(agents)).toEqual(expected);
});

import { expect, test } from "vitest";
import { parseRoster } from "./parse-roster.js";

const text = `version: 1
x-base: &base { runtime: claude, note: ~, list: [1, 0x2, yes] }
x-: nothing
agents:
  - name: one
    <<: *shared
`;

test("keys of the top that begin with x- are the person's own, and anchors in them serve", () => {
  const own = text.replace("note: ~, list: [1, 0x2, yes]", "tags: [a]").replace("shared", "base");
  const { roster, diagnostics } = parseRoster(own, { file: "roster.yaml" });
  expect(diagnostics).toEqual([]);
  expect(roster?.content.agents).toMatchObject([{ name: "one", runtime: "claude", tags: ["a"] }]);
  expect(Object.keys(roster?.content ?? {})).toEqual(["version", "name", "agents"]);
});

test("whatever stands in them is not judged, and a key that is none of them is", () => {
  const odd = text.replace("    <<: *shared\n", "    runtime: pi\n");
  expect(parseRoster(odd, { file: "roster.yaml" }).diagnostics).toEqual([]);
  const codes = (roster: string): string[] =>
    parseRoster(roster, { file: "roster.yaml" }).diagnostics.map(
      ({ code, hint }) => `${code}: ${hint}`,
    );
  expect(codes(`${odd}    x-mine: 1\n`)).toEqual([
    "unknown-key: keys of your own stand at the top of the roster",
  ]);
  expect(codes(`X-other: 1\n${odd}`)).toEqual([expect.stringMatching(/^unknown-key: /)]);
  expect(codes(`defaults: { x-mine: 1 }\n${odd}`)).toHaveLength(1);
});

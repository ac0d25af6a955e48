import { expect, test } from "vitest";
import { parseRoster } from "./parse-roster.js";

const warningOf = (agents: readonly string[]): string | undefined =>
  parseRoster(
    `version: 1\nagents:\n${agents.map((name) => `  - { name: ${name}, runtime: claude }\n`).join("")}`,
    { file: "roster.yaml" },
  ).diagnostics.find(({ code }) => code === "shared-workdir")?.message;

test("as many are told as are counted, also where a name is none", () => {
  expect(warningOf(["one", "two", "007"])).toBe(
    "3 agents work in `~`: `one`, `two`, number 3 of the list",
  );
  expect(warningOf(["a", "b", "c", "d", "e", "f", "007"])).toBe(
    "7 agents work in `~`: `a`, `b`, `c`, `d`, `e` and 2 more",
  );
  expect(warningOf(["one"])).toBeUndefined();
});

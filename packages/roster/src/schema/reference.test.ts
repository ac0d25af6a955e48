import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rosterJsonSchema } from "./json-schema.js";
import { parseRoster } from "../check/parse-roster.js";
import { knownKeys } from "./roster-schema.js";

const page = readFileSync(new URL("../../../../docs/reference/roster.md", import.meta.url), "utf8");

/** The first two cells of each row in the table below a heading. */
function rows(heading: string): [key: string, second: string][] {
  const [, section = ""] = page.split(new RegExp(`^#+ ${heading}$`, "m"));
  const [table = ""] = /(?:^\|.*\n)+/m.exec(section) ?? [];
  return [...table.matchAll(/^\| `(\w+)` +\| (.*?) +\|/gm)].map(([, key = "", cell = ""]) => [
    key,
    cell,
  ]);
}

test("the page has every key, and no other", () => {
  const keys = (heading: string): string[] => rows(heading).map(([key]) => key);
  expect({
    roster: keys("Top"),
    agent: keys("Agent"),
    runtime: keys("Changes to a runtime"),
    title: keys("title"),
    limits: keys("limits"),
    restart: keys("restart"),
    idle: keys("idle"),
    schedule: keys("schedule"),
    ready: keys("ready"),
    box: keys("box"),
    worktree: keys("worktree"),
  }).toEqual({
    roster: knownKeys.roster,
    agent: knownKeys.agent,
    runtime: knownKeys.runtime,
    title: knownKeys.title,
    limits: knownKeys.limits,
    restart: knownKeys.restart,
    idle: knownKeys.idle,
    schedule: knownKeys.schedule,
    ready: knownKeys.ready,
    box: knownKeys.box,
    worktree: knownKeys.worktree,
  });
});

interface Schema {
  properties: Record<string, Schema>;
  items: Schema;
  default?: unknown;
}

test("the defaults of the page are those of the schema", () => {
  const agent = (rosterJsonSchema as unknown as Schema).properties["agents"]?.items.properties;
  const said = { ...agent, ...agent?.["restart"]?.properties };
  const told = Object.fromEntries([...rows("Agent"), ...rows("restart")]);
  for (const [key, { default: value }] of Object.entries(said)) {
    if (value === undefined) continue;
    expect(`${key} ${told[key]}`).toBe(
      `${key} \`${typeof value === "string" ? value : JSON.stringify(value)}\``,
    );
  }
});

test("every roster on the page is one", () => {
  const blocks = [...page.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text = ""]) => text);
  expect(blocks.length).toBeGreaterThan(1);
  for (const text of blocks) expect(parseRoster(text, { file: "" }).diagnostics).toEqual([]);
});

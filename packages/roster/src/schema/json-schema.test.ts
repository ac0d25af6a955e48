import { readdirSync, readFileSync } from "node:fs";
import { format } from "prettier";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { fromJSONSchema } from "zod";
import { rosterJsonSchema } from "./json-schema.js";
import { parseRoster } from "../check/parse-roster.js";
import { presets } from "../values/presets.generated.js";
import { knownKeys } from "./roster-schema.js";

interface Schema {
  properties?: Record<string, Schema>;
  $defs?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  description?: string;
  type?: string | string[];
  additionalProperties?: unknown;
}

test("the committed schema is the schema (`npx vitest run -u` writes it)", async () => {
  const text = await format(JSON.stringify(rosterJsonSchema), { parser: "json", printWidth: 100 });
  await expect(text).toMatchFileSnapshot("../../schema/roster.v1.schema.json");
});

test("every key is described, and every map but env is closed", () => {
  const open: string[] = [];
  const visit = (schema: Schema, path: string): void => {
    if (schema.properties !== undefined && schema.additionalProperties !== false) open.push(path);
    for (const [key, inner] of Object.entries(schema.properties ?? {})) {
      if (!("$ref" in inner) && !/\w.*\.$/.test(inner.description ?? ""))
        open.push(`${path}.${key}`);
      visit(inner, `${path}.${key}`);
    }
    if (schema.items !== undefined) visit(schema.items, `${path}[]`);
  };
  visit(rosterJsonSchema, "roster");
  const { $defs = {} } = rosterJsonSchema as Schema;
  expect(Object.keys($defs)).toEqual(["drained-runtime", "runtime"]);
  for (const [name, inner] of Object.entries($defs)) visit(inner, name);
  expect(open).toEqual([]);
  expect(rosterJsonSchema["$id"]).toBe("urn:mosaicstack:roster:v1");
});

test("the keys that suggestions know are the keys of the schema", () => {
  const { properties = {}, $defs = {} } = rosterJsonSchema as Schema;
  const keys = (schema: Schema | undefined): string[] => Object.keys(schema?.properties ?? {});
  const agent = properties["agents"]?.items;
  expect(knownKeys).toEqual({
    roster: Object.keys(properties),
    runtimes: keys(properties["runtimes"]),
    runtime: keys($defs["runtime"]),
    title: keys($defs["runtime"]?.properties?.["title"]),
    settings: keys(properties["defaults"]),
    agent: keys(agent),
    limits: keys(agent?.properties?.["limits"]),
    restart: keys(agent?.properties?.["restart"]),
    idle: keys(agent?.properties?.["idle"]),
    schedule: keys(agent?.properties?.["schedule"]),
    ready: keys(agent?.properties?.["ready"]),
    box: keys(agent?.properties?.["box"]),
    worktree: keys(agent?.properties?.["worktree"]?.anyOf?.[1]),
  });
});

test("the schema takes what parseRoster takes", () => {
  const schema = fromJSONSchema(rosterJsonSchema);
  const folder = new URL("../../test/fixtures/", import.meta.url);
  const fixtures = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
  const texts = [
    ...presets.map((one) => one.text),
    ...fixtures.map((name) => readFileSync(new URL(name, folder), "utf8")),
  ];
  const taken = texts.filter((text) => parseRoster(text, { file: "" }).roster !== undefined);
  expect(taken.length).toBeGreaterThan(presets.length + 5);
  expect(taken.filter((text) => !schema.safeParse(parse(text)).success)).toEqual([]);
  const [canary] = presets.map((one) => parse(one.text) as Record<string, unknown>);
  expect(schema.safeParse({ ...canary, robots: [] }).success).toBe(false);
  expect(schema.safeParse({ ...canary, version: 2 }).success).toBe(false);
});

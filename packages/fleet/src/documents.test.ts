import { readdirSync } from "node:fs";
import { format } from "prettier";
import { expect, test } from "vitest";
import { toJSONSchema } from "zod";
import { documentSchemas } from "./documents.js";

const folder = "../schema/";
const schemas = Object.entries(documentSchemas);

test.each(schemas)(
  "the committed schema of %s is the schema (`npx vitest run documents.test -u` writes it)",
  async (name, schema) => {
    const { $schema, ...rest } = toJSONSchema(schema, {
      target: "draft-2020-12",
      override: ({ jsonSchema }) => withoutBounds(jsonSchema),
    });
    const document = { $schema, $id: `urn:mosaicstack:${name}:v1`, title: titleOf(name), ...rest };
    const text = await format(JSON.stringify(document), { parser: "json", printWidth: 100 });
    await expect(text).toMatchFileSnapshot(`${folder}${name}.v1.schema.json`);
  },
);

test("no schema is left of a document that is gone", () => {
  const files = readdirSync(new URL(folder, import.meta.url)).toSorted();
  expect(files).toEqual(schemas.map(([name]) => `${name}.v1.schema.json`).toSorted());
});

function titleOf(name: string): string {
  return name === "error"
    ? "What mosaic-fleet prints with --json where it fails"
    : `What mosaic-fleet ${commandOf(name)} prints`;
}

/** `logs-follow` is `logs --follow --json`. */
function commandOf(name: string): string {
  return `${name.replace("-", " --")} --json`;
}

/** That a number is exact goes without saying. */
function withoutBounds(schema: { minimum?: number; maximum?: number }): void {
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
}

import { toJSONSchema } from "zod";
import { OWN_KEY, rosterSchema } from "./roster-schema.js";

/** zod drops defaults and examples of values that it transforms, so ours travel under other names. */
const TRAVELS_AS: Readonly<Record<string, string>> = { builtIn: "default", samples: "examples" };

/** The roster's JSON Schema (draft 2020-12), for editors. Shipped as `schema/roster.v1.schema.json`. */
export const rosterJsonSchema: Readonly<Record<string, unknown>> = /* @__PURE__ */ build();

function build(): Record<string, unknown> {
  const { $schema, ...rest } = toJSONSchema(rosterSchema, {
    target: "draft-2020-12",
    io: "input",
    override: ({ jsonSchema }) => settle(jsonSchema),
  });
  return {
    $schema,
    $id: "urn:mosaicstack:roster:v1",
    title: "Mosaic Fleet roster",
    description: "What a fleet of coding agents should be.",
    ...rest,
    patternProperties: {
      [`^${OWN_KEY}`]: { description: "Your own: for YAML anchors, or for another tool." },
    },
  };
}

function settle(schema: Record<string, unknown>): void {
  for (const [ours, theirs] of Object.entries(TRAVELS_AS)) {
    if (!(ours in schema)) continue;
    schema[theirs] = schema[ours];
    delete schema[ours];
  }
  // A union of plain types is said by `type` alone, to which patterns and bounds are added.
  if (Array.isArray(schema["type"])) delete schema["anyOf"];
}

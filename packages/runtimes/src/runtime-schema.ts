import { RuntimeError } from "./error.js";
import type { Runtime, RuntimeOverride } from "./runtime.js";

type Schema =
  | { readonly type: "string" | "boolean"; readonly format?: "regex" }
  | { readonly type: "string"; readonly enum: readonly string[] }
  | { readonly type: "integer"; readonly minimum: number }
  | {
      readonly type: readonly ["string", "null"];
      readonly format?: "regex";
      readonly enum?: readonly (string | null)[];
    }
  | { readonly type: "array"; readonly items: Schema; readonly minItems?: number }
  | { readonly type: "object"; readonly additionalProperties: Schema }
  | ObjectSchema;
interface ObjectSchema {
  readonly type: "object" | readonly ["object", "null"];
  readonly properties: Readonly<Record<string, Schema>>;
  readonly additionalProperties: false;
}

/** `ObjectSchema` with the names by which it can be referred to. */
export interface RuntimeSchema extends ObjectSchema {
  readonly type: "object";
  readonly $schema: string;
  readonly $id: string;
  readonly title: string;
}

const words = { type: "array", items: { type: "string" } } as const;
const patterns = { type: "array", items: { type: "string", format: "regex" } } as const;
const pattern = { type: ["string", "null"], format: "regex" } as const;
const milliseconds = { type: "integer", minimum: 0 } as const;
const object = (properties: Readonly<Record<string, Schema>>): ObjectSchema => ({
  type: "object",
  properties,
  additionalProperties: false,
});

const orNull = (properties: Readonly<Record<string, Schema>>): ObjectSchema => ({
  ...object(properties),
  type: ["object", "null"],
});
const anyText = { type: "string" } as const;
const textOrNull = { type: ["string", "null"] } as const;

const fields = {
  seen: orNull({ version: anyText, date: anyText }),
  argv: { type: "array", items: { type: "string" }, minItems: 1 },
  unattended: words,
  newSession: words,
  resume: words,
  conversation: pattern,
  channel: object({
    args: words,
    variables: { type: "object", additionalProperties: { type: "string" } },
    drain: { type: ["string", "null"], enum: ["hook", "stream", "native", null] },
  }),
  ready: object({
    screen: pattern,
    dialogs: patterns,
    quietMs: milliseconds,
    deadlineMs: milliseconds,
  }),
  state: {
    type: "array",
    items: { type: "string", enum: ["hook", "stream", "native", "title"] },
  },
  title: object({ idle: pattern, working: pattern }),
  box: object({ shown: pattern, empty: pattern, text: pattern }),
  receipt: {
    type: "array",
    items: { type: "string", enum: ["hook", "stream", "native", "screen"] },
  },
  interrupt: textOrNull,
  interruptPresses: { type: "integer", minimum: 1 },
  emptyBox: textOrNull,
  busyInput: { type: "boolean" },
  answer: orNull({
    from: { type: "string", enum: ["hook", "native", "record"] },
    event: anyText,
    field: anyText,
  }),
  record: textOrNull,
  limit: textOrNull,
  stuckMs: milliseconds,
  stop: object({ type: textOrNull, waitMs: milliseconds }),
  environment: words,
  processes: words,
  doctor: object({
    version: words,
    pattern: { type: "string", format: "regex" },
    npm: anyText,
    hint: textOrNull,
  }),
  sharedLogin: { type: "boolean" },
} as const satisfies { readonly [K in keyof Runtime]: Schema };

/** JSON Schema (draft 2020-12) of what a user may override of a runtime; a whole runtime holds every field. */
export const runtimeSchema: RuntimeSchema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: "urn:mosaicstack:runtime:v1",
  title: "Mosaic Fleet runtime",
  type: "object",
  properties: fields,
  additionalProperties: false,
};

/** What is wrong with an override, each a line that begins with the field; empty when nothing is. */
export function checkRuntimeOverride(value: unknown): string[] {
  return check(value, object(fields), "");
}

/**
 * A runtime with some of its fields replaced; those that hold fields themselves key by key.
 * Throws RuntimeError with everything that is wrong.
 */
export function overrideRuntime(runtime: Runtime, override: RuntimeOverride): Runtime {
  const problems = checkRuntimeOverride(override);
  if (problems.length > 0) throw new RuntimeError(problems.join("; "));
  return {
    ...runtime,
    ...override,
    channel: { ...runtime.channel, ...override.channel },
    ready: { ...runtime.ready, ...override.ready },
    title: { ...runtime.title, ...override.title },
    box: { ...runtime.box, ...override.box },
    stop: { ...runtime.stop, ...override.stop },
    doctor: { ...runtime.doctor, ...override.doctor },
  };
}

function check(value: unknown, schema: Schema, at: string): string[] {
  const where = at === "" ? "the runtime" : `\`${at}\``;
  if ("additionalProperties" in schema) return checkMap(value, schema, at);
  switch (schema.type) {
    case "array":
      if (!Array.isArray(value)) return [`${where} is no list: write it as one`];
      if (value.length < (schema.minItems ?? 0)) return [`${where} is empty: name the program`];
      return value.flatMap((each, index) => check(each, schema.items, `${at}[${index}]`));
    case "integer":
      return Number.isSafeInteger(value) && (value as number) >= schema.minimum
        ? []
        : [`${where} is no whole number from ${schema.minimum}: mend it`];
    case "boolean":
      return typeof value === "boolean" ? [] : [`${where} is neither true nor false: write one`];
    default:
      return checkText(value, schema, where);
  }
}

function checkMap(
  value: unknown,
  schema: Extract<Schema, { readonly additionalProperties: unknown }>,
  at: string,
): string[] {
  if (value === null && Array.isArray(schema.type)) return [];
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return [`${at === "" ? "the runtime" : `\`${at}\``} is no map: give its keys and values`];
  return Object.entries(value).flatMap(([key, each]) => {
    const path = at === "" ? key : `${at}.${key}`;
    if (!("properties" in schema)) return check(each, schema.additionalProperties, path);
    const known = Object.hasOwn(schema.properties, key) ? schema.properties[key] : undefined;
    const names = Object.keys(schema.properties).join(", ");
    return known === undefined
      ? [`\`${path}\` is no field of a runtime: use ${names}`]
      : check(each, known, path);
  });
}

function checkText(
  value: unknown,
  schema: Extract<Schema, { readonly type: "string" | "boolean" | readonly ["string", "null"] }>,
  where: string,
): string[] {
  if (value === null && Array.isArray(schema.type)) return [];
  if (typeof value !== "string") return [`${where} is no text: quote it`];
  if (value.includes("\0")) return [`${where} holds a NUL byte: remove it`];
  if ("enum" in schema && !(schema.enum?.includes(value) ?? true))
    return [
      `${where} is \`${value}\`: use ${schema.enum.filter((each) => each !== null).join(", ")}`,
    ];
  return "format" in schema && !isPattern(value)
    ? [`${where} is no regular expression: mend \`${value}\``]
    : [];
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, "u") instanceof RegExp;
  } catch {
    return false;
  }
}

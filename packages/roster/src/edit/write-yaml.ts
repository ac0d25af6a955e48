/** Plain in a flow collection, unless it reads as something else than a string. */
const PLAIN = /^[A-Za-z0-9_./~$+-](?:[A-Za-z0-9_./~$+=@%:-]| (?=[A-Za-z0-9_./~$+=]))*$/;
const OTHER = /^(?:~|null|true|false|[-+]?\.inf|\.nan)$/i;

/** A value in YAML 1.2 on one line: `{ memory_max: 4G }`, `[--model, opus]`, `"1.10"`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const lines = blockLines(value as Record<string, unknown>);
    return lines.length === 0 ? "{}" : `{ ${lines.join(", ")} }`;
  }
  return typeof value === "string" && isPlain(value) ? value : quoted(value);
}

/** The same for a document that is JSON. */
export function jsonText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(", ")}]`;
  if (typeof value !== "object" || value === null) return quoted(value);
  const pairs = Object.entries(value).map(
    ([key, one]) => `${JSON.stringify(key)}: ${jsonText(one)}`,
  );
  return pairs.length === 0 ? "{}" : `{ ${pairs.join(", ")} }`;
}

/** The lines of a map: each key on its own, each value on the line of its key. */
export function blockLines(map: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(map)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => `${flowText(key)}: ${flowText(value)}`);
}

/** The lines of a map as an item of a list. */
export function itemLines(map: Readonly<Record<string, unknown>>): string[] {
  return blockLines(map).map((line, index) => `${index === 0 ? "- " : "  "}${line}`);
}

/** JSON, in which no character stands that a reader of files takes for damage or for a line end. */
function quoted(value: unknown): string {
  return JSON.stringify(value).replaceAll(
    /[\u0085\u2028\u2029\ufeff\ufffd]/g,
    (odd) => `\\u${odd.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

function isPlain(text: string): boolean {
  const open = /^[-?] |:$|^[-?]$/.test(text) || text.startsWith("--- ") || text.includes(": ");
  return PLAIN.test(text) && !open && !OTHER.test(text) && Number.isNaN(Number(text));
}

/** The keys of a JSON object on one line; none where it is no JSON, or no object. */
export function parseObject(line: string | undefined): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(line ?? ""));
  } catch {
    return {};
  }
}

/** The value's keys; none where it is no object. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** The value, where it is text and not empty. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** What is there of a text that stands in JSON of which the end is missing; undefined where it is whole, or not there. */
export function openText(json: string, key: string): string | undefined {
  const { index = 0, 0: head = "" } = new RegExp(`"${key}"\\s*:\\s*"`, "u").exec(json) ?? {};
  if (head === "") return undefined;
  const start = index + head.length;
  let end = start;
  for (let next = start; next <= json.length; end = next, next += lengthAt(json, next))
    if (json[next] === '"') return undefined;
  return textOf(parseObject(`{"text":"${json.slice(start, end)}"}`)["text"]);
}

/** Of a character, or of the escape that it begins. */
function lengthAt(json: string, at: number): number {
  if (json[at] !== "\\") return 1;
  return json[at + 1] === "u" ? 6 : 2;
}

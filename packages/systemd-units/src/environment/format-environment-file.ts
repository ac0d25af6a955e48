import { assertVariable } from "../carried-text.js";

/**
 * Writes an environment file that gives exactly these values, read by systemd's EnvironmentFile= or by `parseEnvironmentFile`.
 * Each value takes the plainest form that carries it: bare, `'…'`, or `"…"` with escapes.
 * Throws `InvalidKey`, or `InvalidValue` for what systemd can never carry: NUL, half surrogates, Unicode noncharacters.
 */
export function formatEnvironmentFile(
  values: ReadonlyMap<string, string> | Readonly<Record<string, string>>,
): string {
  const entries =
    values instanceof Map ? [...values] : Object.entries(values as Record<string, string>);
  return entries.map(([key, value]) => formatLine(key, value)).join("");
}

function formatLine(key: string, value: string): string {
  assertVariable(key, value);
  return `${key}=${quote(value)}\n`;
}

function quote(value: string): string {
  if (/^[A-Za-z0-9_./:@%+,=-]*$/.test(value)) return value;
  if (!value.includes("'")) return `'${value}'`;
  return `"${value.replace(/["\\`$]/g, "\\$&")}"`;
}

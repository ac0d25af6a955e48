import { assertVariable } from "../carried-text.js";

const SHORT: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\t": "\\t",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
  "%": "%%",
};

/**
 * The right side of an `Environment=` line in a unit file, so that the process gets exactly this value: quoted, C-escaped,
 * `%` doubled against specifiers (systemd.exec(5), systemd.syntax(7)). A `$` means nothing there and stays.
 * Throws `InvalidKey` or `InvalidValue` as `formatEnvironmentFile`.
 */
export function formatEnvironmentAssignment(key: string, value: string): string {
  assertVariable(key, value);
  const escaped = value.replace(
    /[\u0001-\u001f\u007f"\\%]/g,
    (char) => SHORT[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return `"${key}=${escaped}"`;
}

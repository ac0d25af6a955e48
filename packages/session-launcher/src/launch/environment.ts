import { LaunchError } from "../error.js";

/**
 * `export KEY='VALUE'` lines that any POSIX sh reads back byte for byte.
 * Throws LaunchError `Configuration` for a key that is no shell identifier and for a value with a NUL.
 */
export function formatEnvironment(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([key, value]) => {
      if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) {
        throw new LaunchError(
          "Configuration",
          `\`${key}\` is no name of an environment variable: use letters, digits and _`,
        );
      }
      if (value.includes("\0")) {
        throw new LaunchError("Configuration", `the value of ${key} holds a NUL byte: remove it`);
      }
      return `export ${key}='${value.replaceAll("'", String.raw`'\''`)}'\n`;
    })
    .join("");
}

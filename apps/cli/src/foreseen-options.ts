import type { OutputOptions } from "./output.js";

/** How to speak of a mistake that stops the parser, perhaps before it met these options. */
export function foreseenOptions(argv: readonly string[]): OutputOptions {
  const end = argv.indexOf("--");
  const options = end === -1 ? argv : argv.slice(0, end);
  return {
    json: options.includes("--json"),
    quiet: options.includes("--quiet"),
    noColor: options.includes("--no-color"),
  };
}

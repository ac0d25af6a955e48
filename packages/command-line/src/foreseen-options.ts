import type { OutputOptions } from "./output.js";

/** How to speak of a mistake that stops the parser, perhaps before it met these options. */
export function foreseenOptions(
  argv: readonly string[],
  wantsJson: (words: readonly string[]) => boolean,
): OutputOptions {
  const end = argv.indexOf("--");
  const words = end === -1 ? argv : argv.slice(0, end);
  return {
    json: wantsJson(words),
    quiet: words.includes("--quiet"),
    noColor: words.includes("--no-color"),
  };
}

const MOST = 600;
/** A full disk is told once for each file. */
const MOST_LINES = 6;

/** What git says, in one line: without its prefixes, advice and control characters. */
export function shownWords(text: string): string {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/^(?:fatal|error|warning): /, "").trim())
    .filter((line) => line !== "" && !line.startsWith("hint:"));
  const shown =
    lines.length > MOST_LINES
      ? [...lines.slice(0, 2), `(${lines.length - 3} lines more)`, ...lines.slice(-1)]
      : lines;
  const words = shown.join(" ").replaceAll(/\p{Cc}+/gu, " ");
  return words.length > MOST ? `${words.slice(0, MOST)}…` : words;
}

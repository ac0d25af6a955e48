const MOST = 600;

/** What git says, in one line: without its prefixes, advice and control characters. */
export function shownWords(text: string): string {
  const lines = text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/^(?:fatal|error|warning): /, "").trim())
    .filter((line) => line !== "" && !line.startsWith("hint:"));
  const words = lines.join(" ").replaceAll(/\p{Cc}+/gu, " ");
  return words.length > MOST ? `${words.slice(0, MOST)}…` : words;
}

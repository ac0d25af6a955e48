const COLUMNS = 78;

/** What is to be copied, so that it can be: quotes and carets stay as they are, and hyphens too. */
export function literal(text: string): string {
  return escaped(text).replaceAll(/['`^"]/g, (found) => `\\(${NAMED[found] ?? ""}`);
}

/**
 * Sentences as lines of mdoc(7): each begins a line, and none is longer than can be read. What stands in backticks is bold, for it
 * can be typed.
 */
export function prose(text: string): string[] {
  return text
    .split(/(?<=[.:;]) (?=[A-Z`])/)
    .flatMap((sentence) => wrapped(sentence.split(CODE).map(markedUp).join("").split(" ")));
}

/** A line of a macro and its words. */
export function macro(name: string, ...words: readonly string[]): string {
  const written = words.map(literal).map((word) => (word.includes(" ") ? `"${word}"` : word));
  return [`.${name}`, ...written].join(" ");
}

const NAMED: Readonly<Record<string, string>> = { "'": "aq", "`": "ga", "^": "ha", '"': "dq" };
const CODE = /(`[^`]*`)/;

/** Nothing in it is taken by roff(7) for its own. */
function escaped(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replaceAll("~", "\\(ti");
}

function markedUp(part: string): string {
  if (!part.startsWith("`")) return escaped(part);
  // One word to who wraps lines
  return `\\fB${literal(part.slice(1, -1)).replaceAll(" ", "\\~")}\\fP`;
}

function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > COLUMNS) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.map((line) => (/^[.']/.test(line) ? `\\&${line}` : line));
}

const COLUMNS = 78;

/** A word of a sentence, so that roff(7) takes nothing in it for its own; hyphens of what can be typed stay hyphens. */
export function escaped(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-");
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

/** Words of a macro's line, each as it is. */
export function macro(name: string, ...words: readonly string[]): string {
  return [
    `.${name}`,
    ...words.map((word) => (/[ "]/.test(word) ? quoted(word) : escaped(word))),
  ].join(" ");
}

const CODE = /(`[^`]*`)/;

function markedUp(part: string): string {
  if (!part.startsWith("`")) return escaped(part);
  // One word to who wraps lines
  return `\\fB${escaped(part.slice(1, -1)).replaceAll(" ", "\\~")}\\fP`;
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

function quoted(text: string): string {
  return `"${escaped(text).replaceAll('"', '""')}"`;
}

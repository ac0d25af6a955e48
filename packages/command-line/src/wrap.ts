/**
 * A text by words in lines of at most `width` columns, each after `indent` columns, those from the second on after `hang`
 * more. A longer word has a line of its own, and what stands in backticks is one word. Undefined width: one line.
 */
export function wrapIndented(
  text: string,
  width: number | undefined,
  { indent = 0, hang = 0 }: { readonly indent?: number; readonly hang?: number } = {},
): string[] {
  // Narrower than this a word a line is no better than what the terminal does by itself.
  const room = width === undefined ? Infinity : Math.max(20, width - indent - hang);
  return wrap(text, room).map((line, at) => " ".repeat(at === 0 ? indent : indent + hang) + line);
}

/** A line of talk, wrapped; an indented one is a command to copy, or a picture, and stands as it is. */
export function wrapTalk(line: string, width: number | undefined): string[] {
  return line.startsWith(" ") ? [line] : wrapIndented(line, width);
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(outsideBackticks)) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && columnsOf(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** A space that is followed by whole pairs of backticks. */
const outsideBackticks = / (?=(?:[^`]*`[^`]*`)*[^`]*$)/;

/** Colours take no room. */
function columnsOf(text: string): number {
  return text.replaceAll(/\u001B\[\d+m/g, "").length;
}

import type { UnitSet } from "@mosaicstack/systemd-units";

/** Where a finding stands in its line, counted from 1 in UTF-16 units; the end is behind the last character. */
export interface Columns {
  readonly start: number;
  readonly end: number;
}

/** The lines that findings stand on, as they were read; `undefined` where nothing was, as of a script or of a file that cannot be. */
export interface Lines {
  of(file: string, line: number): string | undefined;
  /** What a line is known by. Of an environment file's only the name counts, for its value may be a secret. */
  known(file: string, line: number): string | undefined;
}

/** The lines of a set: of its units, its drop-ins and the environment files that they name. A file is split when it is first asked for. */
export function linesOf(set: UnitSet): Lines {
  const texts = new Map(set.files.map(({ path, text }) => [path, text]));
  const contents = new Map((set.named ?? []).map(({ path, content }) => [path, content]));
  const split = new Map<string, readonly string[]>();
  const of = (file: string, line: number): string | undefined => {
    const content = contents.get(file);
    const text = texts.get(file) ?? (content && Buffer.from(content).toString("utf8"));
    if (text === undefined) return undefined;
    const lines = split.get(file) ?? text.split(LINE_END);
    split.set(file, lines);
    return lines[line - 1];
  };
  const known = (file: string, line: number): string | undefined => {
    const text = of(file, line)?.trim();
    return texts.has(file) ? text : text?.replace(/=.*$/, "");
  };
  return { of, known };
}

/** systemd's: differing ends in a row are one, and a NUL is always the last. */
const LINE_END = /(?:\r\n|\n\r|\n|\r)\0?|\0/;

/** The line without the blanks around it. */
export function columnsOf(text: string | undefined): Columns | undefined {
  const bare = text?.trim() ?? "";
  if (text === undefined || bare === "") return undefined;
  const start = text.indexOf(bare) + 1;
  return { start, end: start + bare.length };
}

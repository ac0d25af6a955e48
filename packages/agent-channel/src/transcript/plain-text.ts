import { visible } from "@mosaicstack/tmux-client/visible";

/** Turns what a program wrote to its terminal into lines of text, piece by piece. */
export interface PlainText {
  /** The lines that this piece completes. */
  push(piece: string): string[];
  /** What is left of an unfinished line; undefined where there is none. */
  end(): string | undefined;
}

/**
 * Colours, titles and queries go. Within a line the cursor moves as on a terminal, so that what was overwritten is not
 * shown; a move to another line ends the line. A program that paints its whole screen therefore gives each paint anew.
 * What another terminal might still act on, a C1 control or a bidirectional one, is `visible`.
 */
export function plainText(): PlainText {
  let cells: string[] = [];
  let column = 0;
  // The beginning of a sequence whose end has not come yet.
  let pending = "";
  // Blanks that cursor moves may still stand for: eight bytes of them make a line of a thousand.
  let blanks = 100_000;

  const take = (lines: string[], always: boolean): void => {
    const line = cells
      .map((cell) => cell ?? " ")
      .join("")
      .trimEnd();
    if (always || line !== "") lines.push(visible(line));
    cells = [];
  };
  const put = (character: string): void => {
    const gap = Math.max(0, column - cells.length);
    if (gap > blanks) column = cells.length;
    else blanks -= gap;
    while (cells.length < column) cells.push(" ");
    cells[column] = character;
    column += 1;
  };
  const control = (sequence: string, lines: string[]): void => {
    const final = sequence.at(-1);
    const count = Number(/\d+/.exec(sequence)?.[0] ?? "1") || 1;
    if (final === "C") column = Math.min(column + count, WIDEST);
    else if (final === "D") column = Math.max(0, column - count);
    else if (final === "G" || final === "`") column = Math.min(count - 1, WIDEST);
    else if (final === "K") {
      if (!sequence.includes("1")) cells.length = Math.min(cells.length, column);
      if (sequence.includes("2")) cells = [];
    } else if (final !== undefined && "ABEFHJdf".includes(final)) {
      take(lines, false);
      column = "Hf".includes(final) ? Math.min(columnOf(sequence), WIDEST) : column;
    }
  };

  return {
    push(piece) {
      const lines: string[] = [];
      blanks += 8 * piece.length;
      const text = pending + piece;
      pending = "";
      let at = 0;
      while (at < text.length) {
        const [character = ""] = text.slice(at, at + 2);
        if (character === "\u001b") {
          const sequence = sequenceAt(text, at);
          if (sequence === undefined) {
            pending = text.slice(at);
            break;
          }
          at += sequence.length;
          if (sequence.startsWith("\u001b[")) control(sequence, lines);
          continue;
        }
        at += character.length;
        if (character === "\n") {
          take(lines, true);
          column = 0;
        } else if (character === "\r") column = 0;
        else if (character === "\b") column = Math.max(0, column - 1);
        else if (character === "\t") column = Math.min(column + 8 - (column % 8), WIDEST);
        else if (/[\u0000-\u001f\u007f]/.test(character)) at += silentAt(text, at);
        else {
          if (column >= LONGEST) {
            take(lines, true);
            column = 0;
          }
          put(character);
        }
      }
      return lines;
    },
    end() {
      const lines: string[] = [];
      take(lines, false);
      return lines[0];
    },
  };
}

/** A cursor that is sent far away must not cost memory. */
const WIDEST = 1000;
/** A sequence without an end is none, and a line without one is broken. */
const LONGEST = 64 * 1024;

function columnOf(sequence: string): number {
  return Math.max(0, Number(/;(\d+)/.exec(sequence)?.[1] ?? "1") - 1);
}

// CSI; OSC, DCS, SOS, PM and APC up to ST or BEL; an escape with intermediates. ECMA-48, xterm's ctlseqs.
const CSI = /\u001b\[[0-?]*[ -/]*[@-~]/y;
const TEXT = /\u001b[\]PX^_][^\u0007\u001b]*(?:\u0007|\u001b\\|\u001b(?=[^\\]))/y;
const ESCAPE = /\u001b[ -/]*[0-~]/y;

/** How many control characters that mean nothing here stand from there on: a file with a hole is read as so many NULs. */
function silentAt(text: string, at: number): number {
  SILENT.lastIndex = at;
  return SILENT.exec(text)?.[0].length ?? 0;
}

const SILENT = /[\u0000-\u0007\u000b\u000c\u000e-\u001a\u001c-\u001f\u007f-\u009f]+/y;

/** Undefined while its end is still to come. */
function sequenceAt(text: string, at: number): string | undefined {
  const kind = text[at + 1];
  const isText = kind !== undefined && "]PX^_".includes(kind);
  for (const pattern of isText ? [TEXT] : [CSI, ESCAPE]) {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    // A lone `[` is the beginning of a CSI, not an escape of its own.
    if (found !== undefined && found !== "\u001b[") return found;
  }
  const open = text.length - at;
  const broken = !isText && open > 1 && !/^\u001b(\[[0-?]*)?[ -/]*$/.test(text.slice(at, at + 64));
  return broken || open > LONGEST ? "\u001b" : undefined;
}

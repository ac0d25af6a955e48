import { visibleOutput } from "@mosaicstack/tmux-client/visible";
import { fit, widthOf } from "../render/fit.js";
import { inAscii } from "./ascii.js";

export interface FrameLine {
  /** With our own colours; what is from outside in it is `visible`. */
  readonly text: string;
  /** Shown the other way round. */
  readonly chosen?: boolean;
}

/** What is to be seen: from the top, and nothing below. */
export interface Frame {
  readonly lines: readonly FrameLine[];
  /** From 0; undefined: none is shown. */
  readonly cursor?: { readonly row: number; readonly column: number } | undefined;
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export interface Screen {
  /** What a terminal has to be sent so that it shows this; empty where it does. */
  draw(frame: Frame, size: Size): string;
  /** The terminal shows something else by now. */
  forget(): void;
}

/** Sends the lines that changed, all of a frame at once. */
export function openScreen({ ascii }: { readonly ascii: boolean }): Screen {
  let shown: readonly string[] | undefined;
  let [last, cursor] = ["", HIDDEN];
  return {
    draw: (frame, size) => {
      const key = `${size.columns}x${size.rows}`;
      if (key !== last) shown = undefined;
      last = key;
      const lines = Array.from({ length: size.rows }, (_, row) =>
        encode(frame.lines[row] ?? { text: "" }, size.columns, ascii),
      );
      const changed = lines.flatMap((line, row) =>
        shown?.[row] === line ? [] : [`\u001B[${row + 1};1H${line}`],
      );
      const now = frame.cursor === undefined ? HIDDEN : shownAt(frame.cursor);
      if (shown !== undefined && changed.length === 0 && now === cursor) return "";
      const clear = shown === undefined ? "\u001B[H\u001B[2J" : "";
      [shown, cursor] = [lines, now];
      // A terminal that knows mode 2026 shows all of it at once; the others pass over it.
      return `\u001B[?2026h${HIDDEN}${clear}${changed.join("")}${now}\u001B[?2026l`;
    },
    forget: () => {
      shown = undefined;
    },
  };
}

const HIDDEN = "\u001B[?25l";
const shownAt = ({ row, column }: { row: number; column: number }): string =>
  `\u001B[${row + 1};${column + 1}H\u001B[?25h`;

function encode({ text, chosen = false }: FrameLine, columns: number, ascii: boolean): string {
  // The second look, as at the door of every other output.
  const safe = visibleOutput(text, { colors: true }).replaceAll(/[\t\n]/g, " ");
  const line = fit(ascii ? inAscii(safe) : safe, columns);
  const space = columns - widthOf(line);
  // Behind a full line nothing is erased: the cursor still stands on its last column.
  if (!chosen) return `${line}\u001B[0m${space > 0 ? "\u001B[K" : ""}`;
  const kept = line.replaceAll("\u001B[0m", "\u001B[0;7m");
  return `\u001B[7m${kept}${" ".repeat(Math.max(0, space))}\u001B[0m`;
}

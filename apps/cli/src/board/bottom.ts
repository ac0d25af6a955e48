import { visible } from "@mosaicstack/tmux-client/visible";
import { displayWidth } from "@mosaicstack/roster/display-width";
import { paint } from "@mosaicstack/command-line";
import { inLines } from "./detail.js";
import { showLine, type Line } from "./line.js";
import type { FrameLine, Size } from "./screen.js";
import type { BoardState } from "./state.js";
import type { BoardView } from "./view.js";

/** What stands at the bottom: what was done, and what is typed, asked, or may be. `column`: where something is typed, in its last line. */
export interface Bottom {
  readonly lines: readonly FrameLine[];
  readonly column?: number;
}

export function bottomOf(state: BoardState, size: Size, view: BoardView): Bottom {
  const { mode } = state;
  const told = noticeLines(state, size, view);
  switch (mode.kind) {
    case "filter":
      return typing(told, "/", mode.line, size);
    case "send":
      return typing(told, `send to ${mode.agent}: `, mode.line, size);
    case "confirm":
      return {
        lines: [...told, { text: paint(`${mode.verb} ${mode.agent}? y/n`, "yellow", view.color) }],
      };
    case "read":
      return {
        lines: [...told, ...hintLine(mode.what === "help" ? helpKeys : readKeys, size, view)],
      };
    case "list":
    default:
      return { lines: [...told, ...hintLine(listKeys, size, view)] };
  }
}

function typing(told: readonly FrameLine[], prompt: string, line: Line, { columns }: Size): Bottom {
  // On a terminal too narrow for both, what is typed is seen.
  const before = displayWidth(prompt) + 8 <= columns ? prompt : "";
  const { text, column } = showLine(line, Math.max(1, columns - displayWidth(before)));
  return { lines: [...told, { text: before + text }], column: displayWidth(before) + column };
}

function noticeLines(
  { notice, underWay }: BoardState,
  { rows, columns }: Size,
  view: BoardView,
): FrameLine[] {
  if (rows < 5) return [];
  const most = rows >= 20 ? 4 : rows >= 10 ? 2 : 1;
  const done =
    notice === undefined
      ? []
      : inLines(visible(notice.text, "\t\n").split("\n").map(view.typed), columns, most).map(
          (line) => paint(line, notice.tint, view.color),
        );
  const doing = underWay.length === 0 ? [] : [`${underWay.join(", ")} …`];
  return [...done, ...doing].slice(-most).map((text) => ({ text }));
}

/** The keys that there is room for, those that matter most. */
function hintLine(
  keys: readonly (readonly [string, string])[],
  { rows, columns }: Size,
  { color }: BoardView,
): FrameLine[] {
  if (rows < 5) return [];
  const shown: (readonly [string, string])[] = [];
  let width = 0;
  for (const [key, does] of keys) {
    width += key.length + does.length + (shown.length === 0 ? 1 : 3);
    if (width > columns) break;
    shown.push([key, does]);
  }
  return [{ text: shown.map(([key, does]) => `${paint(key, "bold", color)} ${does}`).join("  ") }];
}

const listKeys = [
  ["?", "help"],
  ["q", "quit"],
  ["a", "attach"],
  ["s", "send"],
  ["S", "start"],
  ["x", "stop"],
  ["r", "restart"],
  ["l", "logs"],
  ["o", "screen"],
  ["/", "filter"],
] as const;

const readKeys = [
  ["q", "back"],
  ["l", "logs"],
  ["o", "screen"],
  ["a", "attach"],
  ["↑↓", "move"],
  ["End", "follow"],
] as const;

const helpKeys = [
  ["q", "back"],
  ["↑↓", "move"],
] as const;

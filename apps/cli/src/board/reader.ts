import { fit, pieces } from "../render/fit.js";
import type { Reading } from "./state.js";

/** The part of a text that is shown. A screen is as wide as its pane is, so its lines are cut; those of others go on below. */
export function readerLines(
  text: readonly string[],
  reading: Reading,
  room: { readonly width: number; readonly height: number },
): string[] {
  const lines = folded(text, reading, room.width);
  const top = topOf(lines.length, reading, room.height);
  return lines.slice(top, top + room.height);
}

/** Where it is read after a move by so many lines. */
export function moved(
  text: readonly string[],
  reading: Reading,
  room: { readonly width: number; readonly height: number },
  by: number,
): Reading {
  const { length } = folded(text, reading, room.width);
  const end = Math.max(0, length - room.height);
  const top = topOf(length, reading, room.height) + by;
  return {
    ...reading,
    top: top >= end && reading.what === "logs" ? "end" : Math.max(0, Math.min(top, end)),
  };
}

function topOf(count: number, { top }: Reading, height: number): number {
  const end = Math.max(0, count - height);
  return top === "end" ? end : Math.min(top, end);
}

function folded(text: readonly string[], { what }: Reading, width: number): string[] {
  const plain = text.map(withoutTabs);
  if (what !== "logs") return plain.map((line) => fit(line, width));
  return plain.flatMap((line) => pieces(line, width));
}

function withoutTabs(line: string): string {
  if (!line.includes("\t")) return line;
  return line
    .split("\t")
    .reduce((whole, part) => `${whole}${" ".repeat(8 - (whole.length % 8))}${part}`);
}

import { flat } from "./seen-text.js";
import { rules } from "./rules.js";

/** What would stand on one line if a text came right behind one of these: the end of it and the begin of the text. */
export function jointsOf(behind: readonly string[], text: string): string[] {
  const begin = flat(text.split("\n").find((line) => flat(line) !== "") ?? "");
  if (begin === "") return [];
  return behind
    .map((left) => flat(left.split("\n").at(-1) ?? "").slice(-rules.part_bytes))
    .filter((end) => end !== "")
    .map((end) => end + begin.slice(0, rules.part_bytes));
}

/** Whether one of them stands there once more than before, on lines that are whole. */
export function isJoined(joints: readonly string[], before: string, now: string): boolean {
  const count = (lines: string, joint: string): number =>
    lines.split("\n").filter((line) => flat(line).includes(joint)).length;
  return joints.some((joint) => count(now, joint) > count(before, joint));
}

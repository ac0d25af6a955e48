import { FOOT, prompts } from "./prompts.js";
import type { Screen } from "./screen.js";

/** A prompt that waits for a person. */
export interface Prompt {
  readonly kind: "dialog" | "login";
  /** What it was known by, as it stands there. */
  readonly words: string;
  /** Its line, without frames. */
  readonly line: string;
}

const patterns = Object.fromEntries(
  Object.entries(prompts).map(([name, pattern]) => [name, new RegExp(toBytes(pattern))]),
) as Readonly<Record<keyof typeof prompts, RegExp>>;

/**
 * The prompt that a screen (without colours) stands at, of those that are known whatever the program; undefined for none.
 * Only the newest lines count, behind the last line for input: what stands above was said. A line that ended, with the
 * cursor at the begin of the next one, is output, unless it begins with words that ask for Enter.
 */
export function findPrompt(screen: Screen): Prompt | undefined {
  const found = findBytes(screen);
  return found && { ...found, words: toText(found.words), line: toText(found.line) };
}

function findBytes({ text, cursor }: Screen): Prompt | undefined {
  const rows = text.split("\n");
  const used = rows.findLastIndex((row) => /[^ \t]/.test(row)) + 1;
  const lines = linesOf(rows).map(toBytes);
  const last = lines.at(-1);
  if (last === undefined) return undefined;
  const { choice, secret, press, keys, menu, ask, input } = patterns;
  if (cursor.visible && cursor.x === 0 && cursor.y >= used) {
    const at = press.exec(last);
    return at !== null && !/[A-Za-z0-9]/.test(last.slice(0, at.index))
      ? { kind: kindOf([last]), words: at[0], line: last }
      : undefined;
  }
  const asked = secret.exec(last);
  if (asked !== null) return { kind: "login", words: asked[0], line: last };
  const over = lines.findLastIndex((line) => input.test(line));
  const foot = lines.slice(over + 1).slice(-FOOT);
  const chosen = choice.exec(last);
  if (chosen !== null) return { kind: kindOf([...foot, last]), words: chosen[0], line: last };
  const above = over === lines.length - 1 ? lines.slice(over - 1, over) : [];
  for (const line of [...above, ...foot]) {
    const words = ask.exec(line)?.[0];
    if (words !== undefined) return { kind: "login", words, line };
  }
  for (const line of foot) {
    const words = (press.exec(line) ?? keys.exec(line) ?? menu.exec(line))?.[0];
    if (words !== undefined) return { kind: kindOf(foot), words, line };
  }
  return undefined;
}

/** A login where any of these lines speaks of one. */
export function kindOf(lines: readonly string[]): Prompt["kind"] {
  return lines.some((line) => patterns.login.test(line)) ? "login" : "dialog";
}

/** A character for each byte of its UTF-8. */
function toBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

function toText(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** What stands on these rows, as a prompt's `line` gives it. */
export function linesOf(rows: readonly string[]): string[] {
  return rows.map(withoutFrames).filter((line) => line !== "");
}

/** A line without what draws boxes, and without the blanks around it. */
function withoutFrames(row: string): string {
  return row.replaceAll(/[\u2500-\u259f]/g, " ").replaceAll(/^[| \t]+|[| \t]+$/g, "");
}

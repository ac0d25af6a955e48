import type { Runtime, RuntimeBox } from "./runtime.js";

/** `away`: the screen shows something else where the box should be, or nothing. */
export type BoxState = "empty" | "text" | "away";

/** What the screen shows of the input box; undefined where that cannot be told. With colours where `needsColours` says so. */
export function boxState(
  { box, title }: Pick<Runtime, "box" | "title">,
  screen: string,
): BoxState | undefined {
  const { shown, empty, text } = box;
  const plain = withoutColours(screen);
  const shows = (pattern: string): boolean =>
    // One that spans lines says so; the others are looked for line by line, as grep does.
    new RegExp(pattern, pattern.includes(String.raw`\n`) ? "u" : "mu").test(
      pattern.includes("\u001b") ? screen : plain,
    );
  const isKnown = (shown ?? empty ?? text ?? title.working) !== null;
  if (isKnown && plain.trim() === "") return "away";
  if (text !== null && lineOfText(text, screen) >= 0) return "text";
  if (empty !== null && shows(empty)) return "empty";
  if (shown !== null) {
    if (!shows(shown)) return "away";
    return text === null && empty !== null ? "text" : "empty";
  }
  // It may hold text, and it may be gone: only that it is not empty is known.
  return empty === null ? undefined : "away";
}

/** Whether the screen shows an input box that holds text; undefined where the runtime's box is not known. */
export function holdsText(
  runtime: Pick<Runtime, "box" | "title">,
  screen: string,
): boolean | undefined {
  const { shown, empty, text } = runtime.box;
  if (text === null && (empty === null || shown === null)) return undefined;
  return boxState(runtime, screen) === "text";
}

/** Whether a pattern of its box looks at colours, so that the screen has to be captured with them. */
export function needsColours(runtime: { readonly box: RuntimeBox } | undefined): boolean {
  return Object.values(runtime?.box ?? {}).some((pattern) => pattern?.includes("\u001b"));
}

/** A screen without its colours. */
export function withoutColours(screen: string): string {
  return screen.replaceAll(/\u001b\[[0-9;:]*m/g, "");
}

/** The part of the screen from where the box's text begins; undefined where there is none, or that cannot be told. */
export function boxPart({ text }: RuntimeBox, screen: string): string | undefined {
  if (text === null) return undefined;
  const line = lineOfText(text, screen);
  return line < 0 ? undefined : screen.split("\n").slice(line).join("\n");
}

/** By lines, as grep does: what follows a line is no part of it. */
function lineOfText(text: string, screen: string): number {
  const pattern = new RegExp(text, "u");
  return screen.split("\n").findIndex((line) => pattern.test(line));
}

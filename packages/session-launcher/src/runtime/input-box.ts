import type { RuntimeBox } from "./runtime.js";

/** Whether the screen shows an input box that holds text; undefined where the runtime's box is not known. */
export function holdsText({ empty, text }: RuntimeBox, screen: string): boolean | undefined {
  if (text !== null) return lineOfText(text, screen) >= 0;
  return empty === null ? undefined : !new RegExp(empty, "u").test(screen);
}

/** Whether the pattern of its text looks at colours, so that the screen has to be captured with them. */
export function needsColours(runtime: { readonly box: RuntimeBox } | undefined): boolean {
  return runtime?.box.text?.includes("\u001b") ?? false;
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

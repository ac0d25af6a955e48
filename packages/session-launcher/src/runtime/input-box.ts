import type { RuntimeBox } from "./runtime.js";

/** Whether the screen shows an input box that holds text; undefined where the runtime's box is not known. */
export function holdsText({ empty, text }: RuntimeBox, screen: string): boolean | undefined {
  if (text !== null) return new RegExp(text, "mu").test(screen);
  return empty === null ? undefined : !new RegExp(empty, "u").test(screen);
}

/** The part of the screen from where the box's text begins; all of it where that cannot be told. */
export function boxPart({ text }: RuntimeBox, screen: string): string {
  if (text === null) return screen;
  const found = new RegExp(text, "mu").exec(screen);
  return found === null ? "" : screen.slice(found.index);
}

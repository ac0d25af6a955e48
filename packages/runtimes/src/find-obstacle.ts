import { findPrompt, kindOf } from "./find-prompt.js";
import { boxState, withoutColours } from "./input-box.js";
import type { Runtime } from "./runtime.js";
import type { Screen } from "./screen.js";

/** What on a screen speaks against typing into it, in the words of a refusal. */
export interface Obstacle {
  readonly word: "dialog" | "login" | "draft" | "box-not-shown";
  /** Of a dialog or login: what it was known by. */
  readonly words?: string;
  /** Of one that is known whatever the program: the line on which it stands. */
  readonly line?: string;
}

/** What a runtime's screen has to be known by. */
export type Looks = Pick<Runtime, "ready" | "box" | "title">;

/**
 * Undefined: nothing speaks against typing. `runtime` undefined: a plain command. The runtime's own dialogs come first; the
 * others count only while its input box is not seen. `scripts/drain-queue.sh` follows the same rules.
 */
export function findObstacle(runtime: Looks | undefined, screen: Screen): Obstacle | undefined {
  const own = runtime && ownDialog(runtime, screen);
  if (own !== undefined) return own;
  const box = runtime && boxState(runtime, screen.text);
  if (box === "text") return { word: "draft" };
  if (box === "empty") return undefined;
  const prompt = findPrompt({ ...screen, text: withoutColours(screen.text) });
  if (prompt !== undefined) {
    const { kind, words, line } = prompt;
    return { word: kind, words, line };
  }
  return box === "away" ? { word: "box-not-shown" } : undefined;
}

/** A dialog that this runtime is known to show, wherever on its screen. */
export function ownDialog(
  { ready }: Pick<Runtime, "ready">,
  { text }: Pick<Screen, "text">,
): Obstacle | undefined {
  const screen = withoutColours(text);
  for (const pattern of ready.dialogs) {
    const words = new RegExp(pattern, "mu").exec(screen)?.[0];
    if (words !== undefined) return { word: kindOf([words]), words };
  }
  return undefined;
}

/** The reason of a refusal; it begins with its word. */
export function obstacleReason({ word, words }: Obstacle): string {
  if (word === "draft") return "draft: somebody's half-typed text is in its input box";
  if (word === "box-not-shown") return "box-not-shown: its input box is not shown";
  return `${word} ("${words ?? ""}")`;
}

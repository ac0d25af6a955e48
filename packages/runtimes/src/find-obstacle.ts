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
 * In which order the screen is judged, here and in the shell: the first that says something counts. A runtime's own dialog; text in
 * its box; an empty box, with which nothing speaks against typing; a prompt that is known whatever the program; no box at all.
 */
export const obstacleOrder: readonly ObstacleStep[] = ["own", "draft", "empty", "prompt", "away"];
type ObstacleStep = "own" | "draft" | "empty" | "prompt" | "away";

/**
 * Undefined: nothing speaks against typing. `runtime` undefined: a plain command. The drain of a queue follows the same rules in sh
 * (packages/agent-channel/drain/box.sh).
 */
export function findObstacle(runtime: Looks | undefined, screen: Screen): Obstacle | undefined {
  const box = runtime && boxState(runtime, screen.text);
  const judges: Record<ObstacleStep, () => Obstacle | "free" | undefined> = {
    own: () => runtime && ownDialog(runtime, screen),
    draft: () => (box === "text" ? { word: "draft" } : undefined),
    empty: () => (box === "empty" ? "free" : undefined),
    prompt: () => anyPrompt(screen),
    away: () => (box === "away" ? { word: "box-not-shown" } : undefined),
  };
  for (const step of obstacleOrder) {
    const judged = judges[step]();
    if (judged !== undefined) return judged === "free" ? undefined : judged;
  }
  return undefined;
}

function anyPrompt(screen: Screen): Obstacle | undefined {
  const prompt = findPrompt({ ...screen, text: withoutColours(screen.text) });
  return prompt && { word: prompt.kind, words: prompt.words, line: prompt.line };
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

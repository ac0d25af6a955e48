import { rules } from "./rules.js";

/** Whether a screen that is looked at again and again stands still behind a paste. */
export interface Stillness {
  /** A look that was asked for and came at these times, in milliseconds; true once it has stood still for long enough. */
  see(text: string, askedAt: number, cameAt: number): boolean;
  /** Whether it is another screen than before the paste. */
  readonly hasChanged: boolean;
  /** When it will have stood still for long enough, if nothing changes; undefined where nothing has changed yet. */
  readonly dueAt: number | undefined;
}

/**
 * It has to be another screen than `before`, and to stand still for so long; and for twice as long as it took from one change to
 * the next, for a program that paints slowly stands still amid a paste. drain/settle.sh has the same in sh.
 */
export function stillness(before: string, leastMs: number): Stillness {
  let last = before;
  let since = -Infinity;
  let still = leastMs;
  return {
    see(text, askedAt, cameAt) {
      if (text === last) return last !== before && askedAt - since >= still;
      if (last !== before) still = Math.max(still, rules.still_times * (cameAt - since));
      [last, since] = [text, cameAt];
      return false;
    },
    get hasChanged() {
      return last !== before;
    },
    get dueAt() {
      return last === before ? undefined : since + still;
    },
  };
}

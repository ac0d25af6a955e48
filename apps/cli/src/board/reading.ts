import type { Fleet } from "@mosaicstack/fleet";
import { toFailure } from "../failure.js";

/** So many of the newest lines are kept to be read. */
const MOST = 2000;
/** A screen is looked at as often, and not before twenty times the last look is over. */
const EVERY_MS = 500;
const RARELY = 20;

/** What an agent prints, until the signal: all lines by now, each time that more came. */
export async function followLogs(
  fleet: () => Fleet,
  agent: string,
  signal: AbortSignal,
  show: (lines: readonly string[]) => void,
): Promise<void> {
  const lines: string[] = [];
  let due: NodeJS.Timeout | undefined;
  const tell = (): void => {
    due ??= setTimeout(() => {
      due = undefined;
      if (!signal.aborted) show([...lines]);
    }, 30);
  };
  tell();
  try {
    for await (const line of fleet().logs(agent, { lines: MOST, follow: true, signal })) {
      lines.push(line);
      if (lines.length > MOST) lines.splice(0, lines.length - MOST);
      tell();
    }
  } catch (error) {
    lines.push("", ...wordsOf(error));
    tell();
  }
}

/** What its pane shows, until the signal. Where there is nothing to be seen any more, what was seen last, and why. */
export async function followScreen(
  fleet: () => Fleet,
  agent: string,
  signal: AbortSignal,
  show: (lines: readonly string[]) => void,
): Promise<void> {
  let last: readonly string[] = [];
  while (!signal.aborted) {
    const began = performance.now();
    try {
      last = (await fleet().screen(agent)).lines;
      if (!signal.aborted) show(last);
    } catch (error) {
      if (!signal.aborted) show([...wordsOf(error), "", ...last]);
    }
    const wait = Math.max(EVERY_MS, RARELY * (performance.now() - began));
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, wait);
      signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
    });
  }
}

function wordsOf(error: unknown): string[] {
  const { message, remedy } = toFailure(error);
  return [message, ...(remedy === undefined ? [] : [remedy])];
}

import { setTimeout as pause } from "node:timers/promises";
import type { Fleet } from "@mosaicstack/fleet";
import { toFailure } from "../failure.js";
import type { Mode } from "./state.js";

/** So many of the newest lines are kept to be read. */
const MOST = 2000;
/** A screen is looked at as often, and not before twenty times the last look is over. */
const EVERY_MS = 500;
const RARELY = 20;

/** What is read of an agent, as it comes. */
export interface Reader {
  /** Reads what the mode says, and nothing else. */
  follow(mode: Mode): void;
  close(): void;
}

export function openReader(
  fleet: () => Fleet | undefined,
  show: (lines: readonly string[]) => void,
): Reader {
  let key = "";
  let ends = new AbortController();
  return {
    follow: (mode) => {
      const what = mode.kind === "read" && mode.what !== "help" ? mode.what : undefined;
      const next = mode.kind === "read" && what !== undefined ? `${what} ${mode.agent}` : "";
      if (next === key) return;
      key = next;
      ends.abort();
      if (mode.kind !== "read" || what === undefined) return;
      ends = new AbortController();
      const read = what === "logs" ? followLogs : followScreen;
      void read(fleet, mode.agent, ends.signal, show);
    },
    close: () => ends.abort(),
  };
}

type Follow = (
  fleet: () => Fleet | undefined,
  agent: string,
  signal: AbortSignal,
  show: (lines: readonly string[]) => void,
) => Promise<void>;

/** What an agent prints, until the signal: all lines by now, each time that more came. */
const followLogs: Follow = async (fleet, agent, signal, show) => {
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
    const options = { lines: MOST, follow: true, signal };
    for await (const line of fleet()?.logs(agent, options) ?? []) {
      lines.push(line);
      if (lines.length > MOST) lines.splice(0, lines.length - MOST);
      tell();
    }
  } catch (error) {
    lines.push("", ...wordsOf(error));
    tell();
  }
};

/** What its pane shows, until the signal. Where there is nothing to be seen any more, what was seen last, and why. */
const followScreen: Follow = async (fleet, agent, signal, show) => {
  let last: readonly string[] = [];
  while (!signal.aborted) {
    const began = performance.now();
    try {
      last = (await fleet()?.screen(agent))?.lines ?? last;
      if (!signal.aborted) show(last);
    } catch (error) {
      if (!signal.aborted) show([...wordsOf(error), "", ...last]);
    }
    const wait = Math.max(EVERY_MS, RARELY * (performance.now() - began));
    await pause(wait, undefined, { signal }).catch(() => undefined);
  }
};

function wordsOf(error: unknown): string[] {
  const { message, remedy } = toFailure(error);
  return [message, ...(remedy === undefined ? [] : [remedy])];
}

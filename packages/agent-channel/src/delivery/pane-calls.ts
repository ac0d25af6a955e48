import { setImmediate } from "node:timers/promises";
import { steps, type PaneRef, type Step, type Tmux } from "@mosaicstack/tmux-client";
import type { Screen } from "@mosaicstack/runtimes";
import type { Settled } from "../look-at-screens.js";

/** What tmux says of a pane beside its text. */
export interface PaneFacts {
  readonly title: string;
  /** When its window printed last, milliseconds since the epoch. */
  readonly outputAt: number;
  /** Whether something reads its output. */
  readonly piped: boolean;
  readonly inMode: boolean;
  readonly isDead: boolean;
  readonly tty: string;
}

/** Calls for single panes; what is wanted while tmux is asked goes to it in the next call. All throw TmuxError. */
export interface PaneCalls {
  /** What the pane shows; with colours as escape sequences. */
  screen(pane: PaneRef, colours?: boolean): Promise<Screen>;
  /** The same with so many lines that scrolled off. */
  scrolled(pane: PaneRef, lines: number): Promise<string>;
  /** Its lines, each whole, wherever the terminal wrapped it. */
  lines(pane: PaneRef): Promise<string>;
  enter(pane: PaneRef): Promise<void>;
  facts(pane: PaneRef): Promise<PaneFacts>;
}

const FACTS =
  "#{window_activity} #{pane_pipe} #{pane_in_mode} #{pane_dead} #{pane_tty} #{pane_title}";

const open = new WeakMap<Tmux, PaneCalls>();

/** The calls of a server, one object for all who deliver to it in this process. */
export function paneCalls(tmux: Tmux): PaneCalls {
  const known = open.get(tmux);
  if (known !== undefined) return known;
  const ask = gathered(tmux);
  const calls: PaneCalls = {
    screen: async (pane, colours = false) => await ask(steps.look(pane, { escapes: colours })),
    scrolled: async (pane, lines) => await ask(steps.capture(pane, { scrollback: lines })),
    lines: async (pane) => await ask(steps.capture(pane, { join: true })),
    enter: async (pane) => await ask(steps.keys(pane, "Enter")),
    facts: async (pane) => readFacts(await ask(steps.format(pane, FACTS))),
  };
  open.set(tmux, calls);
  return calls;
}

function readFacts(said: string): PaneFacts {
  const [at, piped, modes, dead, tty = "", ...title] = said.split(" ");
  return {
    title: title.join(" "),
    outputAt: Number(at) * 1000,
    piped: piped === "1",
    inMode: Number(modes) > 0,
    isDead: dead === "1",
    tty,
  };
}

/** One call of tmux at a time, with all that is wanted by then: a hundred who send at once share it. */
function gathered(tmux: Tmux): <T>(step: Step<T>) => Promise<T> {
  interface Wanted {
    readonly step: Step<unknown>;
    readonly resolve: (value: unknown) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Wanted[] = [];
  let isAsking = false;
  const go = async (): Promise<void> => {
    isAsking = true;
    await setImmediate();
    while (waiting.length > 0) {
      const now = waiting;
      waiting = [];
      try {
        const ends = (await tmux.batch(now.map(({ step }) => step))) as Settled<unknown>[];
        for (const [index, end] of ends.entries()) {
          if (end.status === "done") now[index]?.resolve(end.value);
          else now[index]?.reject(end.error);
        }
      } catch (error) {
        for (const { reject } of now) reject(error);
      }
      await setImmediate();
    }
    isAsking = false;
  };
  return async <T>(step: Step<T>) =>
    await new Promise<T>((resolve, reject) => {
      waiting.push({ step, resolve: resolve as (value: unknown) => void, reject });
      if (!isAsking) void go();
    });
}

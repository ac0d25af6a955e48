import { setTimeout as sleep } from "node:timers/promises";
import { steps, type PaneRef, type Tmux } from "@mosaicstack/tmux-client";
import type { Screen } from "@mosaicstack/runtimes";
import { lookAtScreens, type ScreenWish, type Settled } from "../look-at-screens.js";

/** What tmux says of a pane beside its text. */
export interface PaneFacts {
  readonly title: string;
  /** When its window printed last, milliseconds since the epoch. */
  readonly outputAt: number;
  /** Whether something reads its output. */
  readonly piped: boolean;
  readonly inMode: boolean;
  readonly tty: string;
  /** In columns. */
  readonly width: number;
}

/** Calls for single panes; what is wanted at the same time goes to tmux in one. All throw TmuxError. */
export interface PaneCalls {
  /** What the pane shows; with colours as escape sequences. */
  screen(pane: PaneRef, colours?: boolean): Promise<Screen>;
  /** The same with so many lines that scrolled off. */
  scrolled(pane: PaneRef, lines: number): Promise<string>;
  enter(pane: PaneRef): Promise<void>;
  /** Undefined for a pane that is gone. */
  facts(pane: PaneRef): Promise<PaneFacts | undefined>;
}

const fields = [
  "pane_id",
  "pane_title",
  "window_activity",
  "pane_pipe",
  "pane_in_mode",
  "pane_tty",
  "pane_width",
] as const;

const open = new WeakMap<Tmux, PaneCalls>();

/** The calls of a server, one object for all who deliver to it in this process. */
export function paneCalls(tmux: Tmux): PaneCalls {
  const known = open.get(tmux);
  if (known !== undefined) return known;
  const screens = collected<ScreenWish, Screen>(async (looks) => await lookAtScreens(tmux, looks));
  const enters = collected<PaneRef, void>(
    async (panes) =>
      (await tmux.batch(panes.map((pane) => steps.keys(pane, "Enter")))) as Settled<void>[],
  );
  const facts = collected<PaneRef, PaneFacts | undefined>(async (panes) => {
    const rows = await tmux.list([...fields]);
    const byId = new Map(rows.map((row) => [row.pane_id, row]));
    return panes.map((pane): Settled<PaneFacts | undefined> => {
      const row = byId.get(pane.id);
      const value = row && {
        title: row.pane_title,
        outputAt: row.window_activity * 1000,
        piped: row.pane_pipe,
        inMode: row.pane_in_mode,
        tty: row.pane_tty,
        width: row.pane_width,
      };
      return { status: "done", value };
    });
  });
  const calls: PaneCalls = {
    screen: async (pane, colours = false) => await screens({ pane, colours }),
    scrolled: async (pane, lines) => await tmux.panes.capture(pane, { scrollback: lines }),
    enter: enters,
    facts,
  };
  open.set(tmux, calls);
  return calls;
}

/** Gathers what is asked for within a moment, and asks for all of it at once. */
function collected<K, T>(
  ask: (keys: readonly K[]) => Promise<readonly Settled<T>[]>,
): (key: K) => Promise<T> {
  interface Wanted {
    readonly key: K;
    readonly resolve: (value: T) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Wanted[] = [];
  const go = async (): Promise<void> => {
    await sleep(5);
    const now = waiting;
    waiting = [];
    try {
      for (const [index, end] of (await ask(now.map(({ key }) => key))).entries()) {
        if (end.status === "done") now[index]?.resolve(end.value);
        else now[index]?.reject(end.error);
      }
    } catch (error) {
      for (const { reject } of now) reject(error);
    }
  };
  return async (key) =>
    await new Promise((resolve, reject) => {
      waiting.push({ key, resolve, reject });
      if (waiting.length === 1) void go();
    });
}

import type { Fleet } from "@mosaicstack/fleet";
import { runOnTerminal } from "../run-on-terminal.js";
import { act, failureNotice, sendTo } from "./act.js";
import type { Feed } from "./feed.js";
import { openFeed } from "./feed.js";
import { keyReader, type Key } from "./keys.js";
import { layout, type Layout } from "./layout.js";
import { press, type Effect } from "./press.js";
import { openReader } from "./reading.js";
import { openScreen } from "./screen.js";
import { firstState, type BoardState, type Notice } from "./state.js";
import { openTerminal, type Terminal } from "./terminal.js";
import type { BoardView } from "./view.js";
import type { TerminalPort } from "../context.js";

export interface BoardOptions {
  readonly port: TerminalPort;
  /** Aborted when nobody reads what is written any more, and by SIGINT and SIGTERM. */
  readonly ended: AbortSignal;
  /** A fleet to look at. */
  readonly openLooking: () => Promise<Fleet>;
  /** One to act by. */
  readonly openActing: () => Promise<Fleet>;
  readonly view: (fleet: Fleet) => Omit<BoardView, "now">;
  readonly now: () => number;
  readonly ascii: boolean;
  /** Nothing is asked before what costs somebody something. */
  readonly yes: boolean;
}

/** Shows a fleet on a terminal and takes keys, until somebody ends it. Throws FleetError where the fleet cannot be looked at. */
export async function runBoard(options: BoardOptions): Promise<void> {
  // With an invalid roster there is nothing to draw.
  await new Board(options).run();
}

class Board {
  private state: BoardState = firstState;
  private readonly keys = keyReader();
  private readonly options: BoardOptions;
  private readonly screen;
  private fleet: Fleet | undefined;
  private terminal: Terminal | undefined;
  private feed: Feed | undefined;
  private shown: Layout | undefined;
  private timers: { draw?: NodeJS.Timeout; tick?: NodeJS.Timeout; escape?: NodeJS.Timeout } = {};
  private readonly reader = openReader(
    () => this.fleet,
    (text) => this.set({ text }),
  );
  private readonly over = new AbortController();
  private failure: { readonly error: unknown } | undefined;
  private isAskedToEnd = false;
  /** A program that has the terminal meanwhile. */
  private guest: Promise<number> | undefined;

  constructor(options: BoardOptions) {
    this.options = options;
    this.screen = openScreen(options);
  }

  async run(): Promise<void> {
    const { port, ended, openLooking } = this.options;
    const first = await openLooking();
    const end = (): void => this.over.abort();
    ended.addEventListener("abort", end, { once: true });
    if (ended.aborted) return;
    this.terminal = openTerminal(port, { text: this.typed, changed: this.redraw, ended: end });
    try {
      let opened: Fleet | undefined = first;
      const open = async (): Promise<Fleet> => {
        const fleet = opened ?? (await openLooking());
        opened = undefined;
        return fleet;
      };
      this.feed = await openFeed(open, {
        opened: (fleet) => (this.fleet = fleet),
        status: (status) => this.set({ status, toldAt: this.options.now() }),
        failed: this.failed,
        reread: () => this.tell({ text: "the roster was read again" }),
      });
      await until(this.over.signal);
    } finally {
      for (const timer of Object.values(this.timers)) clearTimeout(timer);
      this.reader.close();
      // A look that is under way is not waited for.
      void this.feed?.close();
      // Who has the terminal gives it back first.
      await this.guest?.catch(() => undefined);
      this.terminal.close();
    }
    if (this.failure !== undefined) throw this.failure.error;
  }

  private readonly failed = (error: unknown, of: "roster" | "watch"): void => {
    if (this.state.status === undefined && of === "watch") {
      this.failure = { error };
      this.over.abort();
      return;
    }
    const { text } = failureNotice(error);
    const next = of === "roster" ? "\nShown is the roster as it was; `R` reads it again." : "";
    this.tell({ text: `${text}${next}`, tint: "red" });
  };

  private set(change: Partial<BoardState>): void {
    this.state = { ...this.state, ...change };
    this.timers.draw ??= setTimeout(this.draw, 0);
  }

  private tell(notice: Notice): void {
    this.set({ notice });
  }

  private readonly draw = (): void => {
    clearTimeout(this.timers.tick);
    delete this.timers.draw;
    const { terminal, fleet } = this;
    if (terminal === undefined || fleet === undefined || this.over.signal.aborted) return;
    const size = terminal.size();
    const view = { ...this.options.view(fleet), now: this.options.now() };
    this.shown = layout(this.state, size, view);
    const { top, chosen } = this.shown;
    this.state = { ...this.state, top };
    if (chosen !== undefined)
      this.state = { ...this.state, chosen: chosen.name, chosenAt: chosen.index };
    const text = this.screen.draw(this.shown.frame, size);
    if (text !== "") terminal.write(text);
    if (this.shown.changesIn !== undefined)
      this.timers.tick = setTimeout(() => this.set({}), this.shown.changesIn);
  };

  private readonly redraw = (): void => {
    this.screen.forget();
    this.set({});
  };

  private readonly typed = (text: string): void => {
    clearTimeout(this.timers.escape);
    for (const key of this.keys.read(text)) this.press(key);
    const settle = (): void => this.keys.settle().forEach((key) => this.press(key));
    if (this.keys.waits) this.timers.escape = setTimeout(settle, ESCAPE_MS);
  };

  private press(key: Key): void {
    const room = {
      page: this.shown?.page ?? 1,
      width: this.terminal?.size().columns ?? 80,
      yes: this.options.yes,
    };
    const { state, effect } = press(this.state, key, room);
    this.set(state);
    this.reader.follow(state.mode);
    if (effect?.kind !== "end") this.isAskedToEnd = false;
    if (effect !== undefined) this.perform(effect);
  }

  private perform(effect: Effect): void {
    const { openActing } = this.options;
    switch (effect.kind) {
      case "end":
        this.end();
        break;
      case "suspend":
        this.terminal?.suspend();
        break;
      case "reload":
        this.feed?.reload();
        break;
      case "redraw":
        this.redraw();
        break;
      case "attach":
        void this.attach(effect.agent);
        break;
      case "act":
        void this.doing(
          `${effect.verb} ${effect.agent}`,
          async () => await act(openActing, effect.verb, effect.agent),
        );
        break;
      case "send":
        void this.doing(
          `send ${effect.agent}`,
          async () => await sendTo(openActing, effect.agent, effect.text),
        );
        break;
    }
  }

  /** What is half done is told before it is left so. */
  private end(): void {
    const { underWay } = this.state;
    if (underWay.length === 0 || this.isAskedToEnd) {
      this.over.abort();
      return;
    }
    this.isAskedToEnd = true;
    const what = underWay.map((each) => `\`${each}\``).join(", ");
    this.tell({ text: `${what} is under way. The same key again ends without it`, tint: "yellow" });
  }

  private async doing(what: string, work: () => Promise<Notice | undefined>): Promise<void> {
    this.set({ underWay: [...this.state.underWay, what] });
    const notice = await work();
    const { underWay } = this.state;
    const at = underWay.indexOf(what);
    this.set({ underWay: underWay.filter((_, index) => index !== at) });
    if (notice !== undefined) this.tell(notice);
    this.feed?.look();
  }

  private async attach(agent: string): Promise<void> {
    const { mode, chosen } = this.state;
    await this.doing(`attach ${agent}`, async () => {
      try {
        const command = await (await this.options.openActing()).attachCommand(agent);
        // What is typed by now is meant for something else.
        if (this.state.mode.kind !== mode.kind || this.state.chosen !== chosen)
          return { text: `\`${agent}\` can be attached to now` };
        this.terminal?.leave();
        try {
          this.guest = runOnTerminal(command, this.over.signal);
          const code = await this.guest;
          return code === 0
            ? undefined
            : { text: `attach ${agent}: tmux ended with ${code}`, tint: "red" };
        } finally {
          if (!this.over.signal.aborted) this.terminal?.enter();
        }
      } catch (error) {
        return failureNotice(error);
      }
    });
  }
}

/** An Escape is a key of its own when nothing follows it for so long. */
const ESCAPE_MS = 50;

function until(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

import type { PaneRef, Tmux } from "@mosaicstack/tmux-client";
import type { AgentChannel } from "../channel/agent-channel.js";
import type { Runtime } from "@mosaicstack/runtimes";

/** The agent that a message is for. */
export interface DeliveryTarget {
  readonly tmux: Tmux;
  /** The launcher's pane; undefined: it does not run. */
  readonly pane: PaneRef | undefined;
  readonly channel: AgentChannel;
  /** Undefined: a plain command. */
  readonly runtime: Runtime | undefined;
}

/** How to deliver; every time in milliseconds. */
export interface DeliveryPolicy {
  /**
   * A message for an agent that works: `queue` it where something will hand it over at the end of the turn, `refuse` it, hand it
   * over `now` where the runtime queues what is typed meanwhile, or `interrupt` the turn by the runtime's own key before that.
   * Default `queue`.
   */
  readonly whenBusy?: "queue" | "refuse" | "now" | "interrupt";
  /** Until when it may be handed over, milliseconds since the epoch, counted in whole seconds (up). Default: for ever. */
  readonly expires?: number | undefined;
  /** What the roster says of usage limits. Default `wait`: nobody prompts it on, so nothing is queued at one. */
  readonly onQuota?: "wait" | "resume";
  /** Whether a message wakes it where it sleeps. Default `message`: it is `refused` as `asleep`, and whoever sent it wakes it. */
  readonly wake?: "message" | "never";
  /** To wait for another sender to the same agent. Default 60 s. */
  readonly lockMs?: number;
  /** To wait until an interrupted agent says that its turn is over. Default 20 s. */
  readonly interruptMs?: number;
  /** To wait until the pane shows the paste. Default 5 s. */
  readonly paintMs?: number;
  /** To wait for a receipt after each Enter, at first. Default 1.5 s. */
  readonly enterMs?: number;
  /** To wait for a receipt in all. Default 10 s. */
  readonly receiptMs?: number;
}

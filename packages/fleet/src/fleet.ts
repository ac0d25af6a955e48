import type { ApplyOptions } from "./apply/choose-changes.js";
import type { ApplyDocument, PlanDocument } from "./documents/plan.js";
import type { MigrateDocument, MigratePlanDocument } from "./documents/migrate.js";
import type { RenderDocument } from "./documents/render.js";
import type { AskDocument } from "./documents/ask.js";
import type { CancelDocument, QueueDocument } from "./documents/queue.js";
import type { SendDocument } from "./documents/deliveries.js";
import type { EventDocument } from "./documents/event.js";
import type { ExplainDocument } from "./documents/explain.js";
import type { AgentReport, AgentsDocument, DownDocument } from "./documents/reports.js";
import type { ScreenDocument } from "./documents/screen.js";
import type { StatusDocument } from "./documents/status.js";
import type { WaitDocument } from "./documents/wait.js";
import type { WhyDocument } from "./documents/why.js";
import type { RestartOptions } from "./apply/restart-when-idle.js";
import type { MigrateOptions } from "./migrate/migrate-fleet.js";
import type { AskOptions } from "./talk/ask.js";
import type { AttachCommand } from "./talk/attach.js";
import type { LogOptions } from "./talk/logs.js";
import type { SendOptions } from "./talk/send.js";
import type { EventOptions } from "./watch/fleet-events.js";
import type { WaitOptions } from "./watch/wait-for-agents.js";
import type { WatchOptions } from "./watch/watch-fleet.js";

/** Agents by name, by tag, or all. */
export interface Selection {
  readonly names?: readonly string[];
  readonly all?: boolean;
  readonly tag?: string | undefined;
}

/** A fleet that is up. */
export interface UpLook {
  readonly status: StatusDocument;
  readonly agents: readonly AgentReport[];
}

/**
 * One fleet, as its roster declares it: the port that every telling of it goes through. What it says are documents; no path of
 * this machine is asked for. Every verb throws FleetError.
 */
export interface Fleet {
  /** For people. */
  readonly name: string;
  /** In roster order. */
  readonly agents: readonly string[];
  /** Who keeps the agents alive, and why that was chosen. */
  readonly supervisor: { readonly kind: "systemd" | "tmux"; readonly reason: string };
  /** In roster order. Throws `NoSuchAgent`, or `Usage` when nothing was named. */
  select(selection: Selection): string[];
  /** Starts every enabled agent; what a person stopped before is started too. */
  up(): Promise<AgentsDocument>;
  /** What `up`, and a status behind it, would say where it has nothing to do; undefined where it has, or may have. */
  alreadyUp(): Promise<UpLook | undefined>;
  down(options?: { force?: boolean }): Promise<DownDocument>;
  start(names: readonly string[]): Promise<AgentsDocument>;
  stop(names: readonly string[]): Promise<AgentsDocument>;
  /** As `stop` and `start`, without remembering the stop; with `whenIdle`, each at the end of its turn. */
  restart(names: readonly string[], options?: RestartOptions): Promise<AgentsDocument>;
  status(): Promise<StatusDocument>;
  /** What stands behind each word of one agent's status. */
  why(name: string): Promise<WhyDocument>;
  /** The status now, and again each time that something has changed; ends with the signal. */
  watch(options: WatchOptions): AsyncIterable<StatusDocument>;
  /** Fulfilled when each of these agents is in one of the states, one can no longer come there, or the time is over. */
  wait(names: readonly string[], options?: WaitOptions): Promise<WaitDocument>;
  /** What happens to these agents, the oldest first, also from before; ends with the signal. */
  events(names: readonly string[], options?: EventOptions): AsyncIterable<EventDocument>;
  /** The difference between roster and machine; changes nothing. */
  plan(): Promise<PlanDocument>;
  /** Does what the plan says. */
  apply(options?: ApplyOptions): Promise<ApplyDocument>;
  /** What stands of these agents on an old socket, and on the fleet's own; changes nothing. */
  planMigration(names: readonly string[], from: string): Promise<MigratePlanDocument>;
  /** Moves these agents from an old socket to the fleet's, one after the other. */
  migrate(
    names: readonly string[],
    from: string,
    options?: MigrateOptions,
  ): Promise<MigrateDocument>;
  /** The exact files that `apply` would write, whatever stands there now. */
  render(): Promise<RenderDocument>;
  /** What an agent is given at its next start, each value with where it comes from. */
  explain(name: string): Promise<ExplainDocument>;
  send(names: readonly string[], text: string, options?: SendOptions): Promise<SendDocument>;
  /** `send`, then the answer of the turn that it began, as the runtime itself reports it. */
  ask(name: string, text: string, options?: AskOptions): Promise<AskDocument>;
  /** What waits for these agents, with its age and its expiry. */
  queue(names: readonly string[]): Promise<QueueDocument>;
  /** Takes a message back that waits for one of these. Throws `Failed` where it has an end by now, or is being handed over. */
  cancel(names: readonly string[], id: string): Promise<CancelDocument>;
  /** Lines of text, the oldest first. */
  logs(name: string, options: LogOptions): AsyncIterable<string>;
  /** What its pane shows now. */
  screen(name: string): Promise<ScreenDocument>;
  /** What to run on the person's terminal. Throws `Failed` for an agent without a session. */
  attachCommand(name: string, options?: { readOnly?: boolean }): Promise<AttachCommand>;
}

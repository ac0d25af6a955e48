import type { Views } from "./views.js";

/** What an agent has to be, in all views: `failed` is one that was given up. */
export type AgentState = "running" | "stopped" | "failed";

/** What has to be true once a step has settled. */
export interface Expectation {
  /** Every agent of the roster, in its order. */
  readonly agents: Readonly<Record<string, AgentState>>;
  /** What the command has to say of each agent's wish. Default: anything. */
  readonly desired?: Readonly<Record<string, "running" | "stopped">>;
  /** `any`: nobody says. Default: `running`. */
  readonly server?: "running" | "absent" | "any";
  /** Sessions of people on the fleet's socket. */
  readonly others?: readonly string[];
  /** An earlier moment that `kept` and `renewed` are measured against. */
  readonly before?: Views;
  /** Agents that live on: same supervisor, pane half, own process and number of restarts. */
  readonly kept?: readonly string[];
  /** Agents that began a new life: another own process, under systemd another pane half. */
  readonly renewed?: readonly string[];
}

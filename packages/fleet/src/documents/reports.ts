import { array, int, literal, strictObject, string, type ZodType } from "zod";
import type { Shape } from "./shape.js";

const outcomes = [
  "started",
  "waiting",
  "not-ready",
  "running",
  "finished",
  "asleep",
  "scheduled",
  "stopped",
  "inactive",
  "failed",
  "disabled",
] as const;
const serverEnds = ["ended", "absent", "kept"] as const;

/** What became of one agent: `up`, `start`, `stop`, `restart`, `apply` and `down` print a list of these. */
export interface AgentReport {
  readonly agent: string;
  /**
   * What is true at the end. `started`: it takes input; `waiting`: it runs, and waits for a person; `not-ready`: it runs,
   * and takes no input within its time; `running`: it ran already; `finished`: a task that ended with 0;
   * `asleep`: it sleeps, and was left so; `scheduled`: its schedule stopped it, and starts it;
   * `inactive`: there was nothing to stop.
   */
  readonly outcome: (typeof outcomes)[number];
  /** Why it failed, or takes no input, and what to do. */
  readonly message?: string;
  /** Processes that had to be killed at a stop; not there where the supervisor does not count them. */
  readonly strays?: number;
  /** Processes that are the agent's and live on after a stop, which then `failed`. */
  readonly left?: readonly StrayProcess[];
}

export interface StrayProcess {
  readonly pid: number;
  /** Its argv, blanks between; empty where that could not be read. */
  readonly command: string;
}

/** The document of `start`, `stop`, `restart`. */
export interface AgentsDocument {
  readonly version: 1;
  /** In the given order. */
  readonly agents: readonly AgentReport[];
}

/** The document of `down`. */
export interface DownDocument {
  readonly version: 1;
  readonly agents: readonly AgentReport[];
  readonly server: (typeof serverEnds)[number];
  /** Sessions that are not this roster's, for which the server was kept. */
  readonly keptBy: readonly string[];
  /** Why the server could not be ended, and what to do; the agents' reports hold all the same. */
  readonly trouble?: string;
}

const strayProcess: ZodType<StrayProcess> = strictObject({
  pid: int(),
  command: string(),
} satisfies Shape<StrayProcess>);

export const agentReportSchema: ZodType<AgentReport> = strictObject({
  agent: string(),
  outcome: literal(outcomes),
  message: string().exactOptional(),
  strays: int().exactOptional(),
  left: array(strayProcess).exactOptional(),
} satisfies Shape<AgentReport>);

export const agentsSchema: ZodType<AgentsDocument> = strictObject({
  version: literal(1),
  agents: array(agentReportSchema),
} satisfies Shape<AgentsDocument>);

export const downSchema: ZodType<DownDocument> = strictObject({
  version: literal(1),
  agents: array(agentReportSchema),
  server: literal(serverEnds),
  keptBy: array(string()),
  trouble: string().exactOptional(),
} satisfies Shape<DownDocument>);

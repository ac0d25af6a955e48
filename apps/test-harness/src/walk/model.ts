import type { AgentState, Expectation } from "../views/expectation.js";
import type { SupervisorName } from "../views/views.js";

/** What has to be true of a fleet: told from its steps alone, by what is promised of each. Never changed; a step makes the next one. */
export interface Model {
  readonly supervisor: SupervisorName;
  /** In the order of the roster. */
  readonly agents: readonly ModelAgent[];
  /** `any`: nothing is said of it. */
  readonly server: NonNullable<Expectation["server"]>;
  /** Names that a person stopped: kept by name, so that one who leaves the roster and comes back is stopped still. */
  readonly stopped: readonly string[];
  /** Sessions of people. */
  readonly guests: readonly string[];
  /** What was given to each name, ever, in order. */
  readonly heard: Readonly<Record<string, readonly string[]>>;
}

export interface ModelAgent {
  readonly name: string;
  readonly state: AgentState;
  readonly enabled: boolean;
  /** Its process is stopped by SIGSTOP. */
  readonly frozen: boolean;
  /** It began while the disk of its state was full, which costs its record: nothing tells after a boot that it ran. */
  readonly unrecorded: boolean;
  /** `tasks_max`; 0 is none. */
  readonly tasks: number;
  /** Of a variable in its environment. */
  readonly value: string;
}

/** A model after a step, and what the step did to lives. Who runs and is not among `renewed` lives on. */
export interface Turn {
  readonly model: Model;
  readonly renewed: readonly string[];
}

export function newAgent(name: string): ModelAgent {
  return {
    name,
    state: "running",
    enabled: true,
    frozen: false,
    unrecorded: false,
    tasks: 0,
    value: "",
  };
}

export function openModel(supervisor: SupervisorName, agents: readonly string[]): Model {
  const nothing = { stopped: [], guests: [], heard: {} };
  return { supervisor, agents: agents.map(newAgent), server: "running", ...nothing };
}

export function agentOf(model: Model, name: string): ModelAgent | undefined {
  return model.agents.find((agent) => agent.name === name);
}

export const runs = (model: Model, name: string): boolean =>
  agentOf(model, name)?.state === "running";

/** Changes some agents, and leaves the rest. */
export function withAgents(
  model: Model,
  which: (agent: ModelAgent) => boolean,
  change: (agent: ModelAgent) => Partial<ModelAgent>,
): Model {
  const agents = model.agents.map((agent) =>
    which(agent) ? { ...agent, ...change(agent) } : agent,
  );
  return { ...model, agents };
}

export const namesOf = (agents: readonly ModelAgent[]): string[] => agents.map(({ name }) => name);

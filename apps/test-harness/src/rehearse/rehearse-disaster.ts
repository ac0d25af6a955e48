import type { DesiredFleet } from "@mosaicstack/roster";
import { copyOverrides } from "../stage/copy-overrides.js";
import { nameOf } from "../stage/roster.js";
import type { Rehearsal } from "../live/rehearsal.js";
import { ScenarioFailure } from "../live/scenario-failure.js";
import { lifeOf, type CliAgent, type CliStatus } from "../views/views.js";
import type { Disaster } from "./disaster.js";
import { isMissing, outcomeOf, whyAway, whyMissing } from "./outcome.js";
import type { AgentOutcome } from "./rehearsal-document.js";
import { settleDown } from "./settle-down.js";
import { memoryOf, standIns } from "./stand-ins.js";

export interface Asked {
  readonly desired: DesiredFleet;
  readonly lingers: boolean;
  /** The folder of the person's units, whose drop-ins of ours count too. */
  readonly units: string;
}

export interface Rehearsed {
  readonly agents: readonly AgentOutcome[];
  /** Why it was not struck. */
  readonly unstruck?: string;
}

/** Starts the fleet with stand-ins, lets a disaster happen, and tells what became of each agent. No disaster is struck where none runs. Throws `ScenarioFailure`. */
export async function rehearseDisaster(
  fleet: Rehearsal,
  disaster: Disaster,
  { desired, lingers, units }: Asked,
): Promise<Rehearsed> {
  const { sandbox } = fleet;
  const roster = standIns(desired);
  const names = roster.agents.map(nameOf);
  await fleet.writeRoster(roster);
  await copyOverrides(units, sandbox.home);
  const login = disaster.fromLogin ? await sandbox.login() : undefined;
  const trouble = await fleet.up(login).then(() => undefined, scenarioFailure);
  const before = await settleDown(fleet, names);
  const started = await fleet.status();
  const missing = desired.agents.filter(({ name, task }) =>
    isMissing(name, { before, task, told: toldOf(started, name) }),
  );
  // What else is wrong with `up` is no fault of an agent
  if (trouble !== undefined && missing.length === 0) throw trouble;
  const running = names.filter((name) => lifeOf(before, name) !== undefined);
  if (running.length > 0) await disaster.strike({ fleet, running, before, login, lingers });
  const relogged = sandbox.managerPid === 0;
  if (relogged) await sandbox.login();
  const after = await settleDown(fleet, names);
  const ended = await fleet.status();
  const agents = desired.agents.map((agent): AgentOutcome => {
    const { name } = agent;
    const told = toldOf(started, name);
    const memory = memoryOf(agent);
    if (missing.includes(agent))
      return { name, outcome: "away", memory, why: whyMissing(name, told) };
    const outcome = outcomeOf(name, before, after, relogged);
    const why = outcome === "away" ? { why: whyAway(toldOf(ended, name)) } : {};
    return { name, outcome, memory, ...why };
  });
  if (running.length > 0) return { agents };
  if (missing.length === 0) return { agents, unstruck: NONE_TO_RUN };
  return { agents, unstruck: [NONE_RAN, trouble?.message ?? []].flat().join("\n") };
}

const NONE_RAN = "no agent ran after `up`, so the disaster was not struck";
const NONE_TO_RUN = "no agent is to run, so there was nothing to strike";

function scenarioFailure(error: unknown): ScenarioFailure {
  if (error instanceof ScenarioFailure) return error;
  throw error;
}

function toldOf({ agents }: CliStatus, name: string): CliAgent | undefined {
  return agents.find((each) => each.name === name);
}

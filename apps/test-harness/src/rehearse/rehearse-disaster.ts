import type { DesiredFleet } from "@mosaicstack/roster";
import { copyOverrides } from "../stage/copy-overrides.js";
import { nameOf } from "../stage/roster.js";
import type { Rehearsal } from "../live/rehearsal.js";
import { lifeOf, type CliAgent, type CliStatus } from "../views/views.js";
import type { Disaster } from "./disaster.js";
import { outcomeOf, whyAway } from "./outcome.js";
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
  await fleet.up(login);
  const before = await settleDown(fleet, names);
  const started = await fleet.status();
  const running = names.filter((name) => lifeOf(before, name) !== undefined);
  if (running.length > 0) await disaster.strike({ fleet, running, before, login, lingers });
  const relogged = sandbox.managerPid === 0;
  if (relogged) await sandbox.login();
  const after = await settleDown(fleet, names);
  const ended = await fleet.status();
  const agents = desired.agents.map((agent): AgentOutcome => {
    const { name, task } = agent;
    const told = toldOf(started, name);
    const outcome = outcomeOf(name, { before, after, told, task, relogged });
    const why = outcome === "away" ? { why: whyAway(toldOf(ended, name)) } : {};
    return { name, outcome, memory: memoryOf(agent), ...why };
  });
  if (running.length > 0) return { agents };
  const isLost = agents.some(({ outcome }) => outcome === "away");
  return { agents, unstruck: isLost ? NONE_RAN : NONE_TO_RUN };
}

const NONE_RAN = "no agent ran after `up`, so the disaster was not struck";
const NONE_TO_RUN = "no agent is to run, so there was nothing to strike";

function toldOf({ agents }: CliStatus, name: string): CliAgent | undefined {
  return agents.find((each) => each.name === name);
}

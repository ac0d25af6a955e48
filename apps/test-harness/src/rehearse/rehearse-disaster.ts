import type { DesiredFleet } from "@mosaicstack/roster";
import { copyOverrides } from "../stage/copy-overrides.js";
import { nameOf } from "../stage/roster.js";
import type { Rehearsal } from "../live/rehearsal.js";
import { lifeOf } from "../views/views.js";
import type { Disaster } from "./disaster.js";
import { outcomeOf, whyAway } from "./outcome.js";
import type { AgentOutcome } from "./rehearsal-document.js";
import { settleDown } from "./settle-down.js";
import { memoryOf, standIns } from "./stand-ins.js";

export interface Asked {
  readonly desired: DesiredFleet;
  readonly lingers: boolean;
  /** The home whose drop-ins of our units count too. */
  readonly home: string;
}

/** Starts the fleet with stand-ins, lets a disaster happen, and tells what became of each agent. Throws `ScenarioFailure`. */
export async function rehearseDisaster(
  fleet: Rehearsal,
  disaster: Disaster,
  { desired, lingers, home }: Asked,
): Promise<AgentOutcome[]> {
  const { sandbox } = fleet;
  const roster = standIns(desired);
  const names = roster.agents.map(nameOf);
  await fleet.writeRoster(roster);
  await copyOverrides(home, sandbox.home);
  const login = disaster.fromLogin ? await sandbox.login() : undefined;
  await fleet.up(login);
  const before = await settleDown(fleet, names);
  const running = names.filter((name) => lifeOf(before, name) !== undefined);
  if (running.length > 0) await disaster.strike({ fleet, running, before, login, lingers });
  const relogged = sandbox.managerPid === 0;
  if (relogged) await sandbox.login();
  const after = await settleDown(fleet, names);
  const told = await fleet.status();
  return desired.agents.map((agent) => {
    const { name } = agent;
    const outcome = outcomeOf(name, before, after, relogged);
    const why =
      outcome === "away" ? { why: whyAway(told.agents.find((each) => each.name === name)) } : {};
    return { name, outcome, memory: memoryOf(agent), ...why };
  });
}

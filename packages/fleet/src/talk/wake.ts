import { ASLEEP, readSleep, reasonOf } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import { agentHomes, type AgentHome } from "../agent/agent-home.js";
import { launchEach } from "../agent/prepare-agents.js";
import { readStopped } from "../agent/stopped-mark.js";
import type { FleetContext } from "../context.js";
import type { AgentDelivery } from "../documents/deliveries.js";
import { wordsOf } from "../error.js";
import { viewSessions } from "../status/sessions.js";

/** Of those that a message wakes. */
type Homes = ReadonlyMap<string, AgentHome>;

/** So often one may fall asleep between being woken and getting its message. */
const ROUNDS = 3;

/** Why nothing is given to one that does not take input yet. */
export const STARTING = "starting";

/**
 * Gives something to agents of which some may sleep: wakes those that a message wakes, waits until they take input, then gives it
 * to all. One that fell asleep meanwhile, or is being started by another sender, gets it in a later round; `give` must not have
 * given anything where it is `refused`. In the given order. From `until` on, milliseconds since the epoch, nobody is waited for.
 */
export async function whileAwake<Given extends AgentDelivery>(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  give: (agents: readonly DesiredAgent[]) => Promise<readonly Given[]>,
  until?: number,
): Promise<Given[]> {
  const told = new Map<string, Given>();
  const homes = await agentHomes(fleet, agents.filter(isWakeable));
  let left = agents;
  for (let round = 1; left.length > 0 && round <= ROUNDS; round++) {
    if (round > 1 && Date.now() >= (until ?? Infinity)) break;
    const isLater = (agent: DesiredAgent): boolean =>
      isMarked(agent, homes) || told.get(agent.name)?.reason === STARTING;
    const later = left.filter(isLater);
    let troubles: ReadonlyMap<string, string> = new Map();
    const wakeAndGive = async (): Promise<readonly Given[]> => {
      troubles = await wakeAgents(fleet, later, homes, until);
      await awaitStarts(
        fleet,
        later.filter(({ name }) => told.get(name)?.reason === STARTING),
        until,
      );
      return await give(later);
    };
    // Who is awake does not wait for who is not.
    const awake = left.filter((agent) => !later.includes(agent));
    const both = await together(awake.length > 0 && give(awake), later.length > 0 && wakeAndGive());
    for (const given of both) {
      const trouble = given.outcome === "refused" ? troubles.get(given.agent) : undefined;
      told.set(given.agent, trouble === undefined ? given : { ...given, reason: trouble });
    }
    left = left.filter((agent) => !troubles.has(agent.name) && isToComeAgain(agent, homes, told));
  }
  return agents.flatMap(({ name }) => told.get(name) ?? []);
}

/** Starts those of these agents that sleep, as `start` does, and waits until they take input. By agent why it did not wake. */
async function wakeAgents(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  homes: Homes,
  until: number | undefined,
): Promise<ReadonlyMap<string, string>> {
  const marked = agents.filter((agent) => isMarked(agent, homes));
  const names = marked.map(({ name }) => name);
  const stops = marked.length === 0 ? undefined : readStopped(fleet, names);
  // Who was stopped while he fell asleep is a stopped one.
  const sleepers = marked.filter(({ name }) => stops?.get(name)?.stopped !== true);
  const troubles = new Map<string, string>();
  if (sleepers.length > 0) {
    const { startAgents } = await import("../apply/start-agents.js");
    try {
      const reports = await startAgents(fleet, sleepers, { until });
      for (const { agent, outcome, message = outcome } of reports)
        if (outcome === "failed") troubles.set(agent, cannotWake(message));
    } catch (error) {
      const words = cannotWake(wordsOf(error));
      for (const { name } of sleepers) troubles.set(name, words);
    }
  }
  return troubles;
}

function cannotWake(why: string): string {
  return reasonOf("asleep-cannot-wake", `it sleeps, and cannot be woken: ${why}`);
}

/** Both at once; what keeps one of them from it is thrown when both have ended. */
async function together<Given>(
  ...halves: readonly (false | Promise<readonly Given[]>)[]
): Promise<Given[]> {
  const ends = await Promise.allSettled(
    halves.map(async (half) => (half === false ? [] : await half)),
  );
  return ends.flatMap((end) => {
    if (end.status === "rejected") throw end.reason;
    return end.value;
  });
}

/** Of those that another sender has just woken, until they take input. */
async function awaitStarts(
  fleet: FleetContext,
  starting: readonly DesiredAgent[],
  until: number | undefined,
): Promise<void> {
  if (starting.length === 0) return;
  const { awaitReady } = await import("../apply/await-ready.js");
  const { own } = await viewSessions(fleet.supervisor.tmux);
  const { launches } = await launchEach(fleet, starting);
  await awaitReady(fleet, launches, own, until);
}

function isWakeable({ idle, enabled }: DesiredAgent): boolean {
  return enabled && idle?.wake === "message";
}

function isMarked({ name }: DesiredAgent, homes: Homes): boolean {
  const home = homes.get(name);
  return home !== undefined && readSleep(home.channel) !== undefined;
}

function isToComeAgain(
  agent: DesiredAgent,
  homes: Homes,
  told: ReadonlyMap<string, AgentDelivery>,
): boolean {
  const given = told.get(agent.name);
  if (!isWakeable(agent) || given?.outcome !== "refused") return false;
  return given.reason === ASLEEP || given.reason === STARTING || isMarked(agent, homes);
}

import { takeLock } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import { agentHome } from "../agent/agent-home.js";
import type { FleetContext } from "../context.js";
import type { AgentReport } from "../documents/reports.js";
import type { AgentStatus, StatusDocument } from "../documents/status.js";
import { wordsOf } from "../error.js";
import { viewSessions } from "../status/sessions.js";
import { fleetStatus } from "../status/status.js";
import { unaskedServer } from "../status/unasked-server.js";
import { watchFleet } from "../watch/watch-fleet.js";
import { restartAgents } from "./restart-agents.js";

export interface RestartOptions {
  /** Of each, once it is idle: a turn is not cut off. */
  readonly whenIdle?: boolean;
  /** Milliseconds until whoever still works is left as it is. Default: for ever. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal;
}

/**
 * Restarts each of these agents at the end of its turn, one after the other as they come there; who does not run, or sleeps,
 * at once. Nobody types into it between the look and its end. Says what is true at the end, in the given order. Throws where tmux
 * cannot be asked.
 */
export async function restartWhenIdle(
  fleet: FleetContext,
  named: readonly DesiredAgent[],
  { timeoutMs, signal = new AbortController().signal }: RestartOptions = {},
): Promise<AgentReport[]> {
  const ends = AbortSignal.any([
    signal,
    ...(timeoutMs === undefined ? [] : [AbortSignal.timeout(timeoutMs)]),
  ]);
  // Of a server that cannot be asked nobody learns when a turn ends.
  await viewSessions(fleet.supervisor.tmux);
  const reports = new Map<string, AgentReport>();
  const left = new Map(named.map((agent) => [agent.name, agent]));
  let said = false;
  for await (const status of watchFleet(fleet, { signal: ends })) {
    for (const found of status.agents) {
      const agent = left.get(found.name);
      if (agent === undefined) continue;
      const report = isUnknown(status, found) ? unknown(found) : undefined;
      const done = report ?? (isFree(found) ? await restartFree(fleet, agent) : undefined);
      if (done === undefined) continue;
      left.delete(found.name);
      reports.set(found.name, done);
    }
    if (left.size === 0) break;
    if (!said)
      fleet.log(
        `waiting for the end of a turn: ${[...left.keys()].map((name) => `\`${name}\``).join(", ")}`,
      );
    said = true;
  }
  return named.map(({ name }) => reports.get(name) ?? stillWorks(name));
}

/** Nothing of a turn is lost by it. */
function isFree({ lifecycle, activity: { state } }: AgentStatus): boolean {
  return lifecycle !== "active" || FREE.has(state);
}

const FREE: ReadonlySet<string> = new Set(["idle", "done", "error"]);

/** One that cannot be looked at just now may tell later. */
function isUnknown(status: StatusDocument, found: AgentStatus): boolean {
  const { lifecycle, activity } = found;
  const isSilent = lifecycle === "active" && activity.state === "unknown";
  return isSilent && unaskedServer(status, found) === undefined;
}

function unknown({ name, activity: { reason } }: AgentStatus): AgentReport {
  const why = reason ?? "nothing tells what it does";
  const message = `it goes on: ${why}, so nobody can say when its turn ends. \`mosaic-fleet restart ${name}\` restarts it now`;
  return { agent: name, outcome: "failed", message };
}

function stillWorks(name: string): AgentReport {
  const message = `it goes on: its turn did not end in time. \`mosaic-fleet restart ${name}\` restarts it now`;
  return { agent: name, outcome: "failed", message };
}

/** Undefined where it is not free any more. */
async function restartFree(
  fleet: FleetContext,
  agent: DesiredAgent,
): Promise<AgentReport | undefined> {
  try {
    const { channel } = await agentHome(fleet, agent);
    const lock = await takeLock(channel, LOCK_MS, fleet.env["PATH"]);
    if (lock === undefined) return undefined;
    let isHeld = true;
    // Whoever sends to its next life need not wait until that is ready.
    const letGo = (): void => {
      if (isHeld) lock();
      isHeld = false;
    };
    try {
      const now = (await fleetStatus(fleet)).agents.find(({ name }) => name === agent.name);
      if (now === undefined || !isFree(now)) return undefined;
      const [report] = await restartAgents(fleet, [agent], letGo);
      return report;
    } finally {
      letGo();
    }
  } catch (error) {
    return { agent: agent.name, outcome: "failed", message: wordsOf(error) };
  }
}

/** Whoever has it types, so that the agent is not free any more soon. */
const LOCK_MS = 5000;

import { setTimeout as sleep } from "node:timers/promises";
import { waitReadyAll, type Readiness } from "@mosaicstack/session-launcher";
import type { AgentLaunch } from "../agent/agent-launch.js";
import { runtimeFor } from "../agent/agent-runtime.js";
import type { FleetContext } from "../context.js";
import type { SessionRow } from "../supervisor/supervisor.js";

/** What an agent on another server, which is not looked at, has to live. */
const settleMs = 1000;

/**
 * Waits until each agent that was just started takes input, or it is known why not: by its runtime's own detector, a
 * plain command by a screen that stands still; in no case longer than `until`. By name; an agent without a session on this fleet's server is not in it, it only had its time.
 */
export async function awaitReady(
  fleet: FleetContext,
  launches: readonly AgentLaunch[],
  sessions: ReadonlyMap<string, SessionRow>,
  until: number = Infinity,
): Promise<ReadonlyMap<string, Readiness>> {
  const { supervisor, paths, socket } = fleet;
  const candidates = launches.flatMap(({ agent, values }) => {
    const row = sessions.get(agent.name);
    if (row?.pane === undefined) return [];
    const runtime = runtimeFor(agent, values, fleet);
    const left = Math.max(0, until - Date.now());
    const own = runtime?.ready.deadlineMs ?? Infinity;
    return [
      {
        name: agent.name,
        pane: row.pane.ref,
        runtime,
        ...(left < own ? { deadlineMs: left } : {}),
        // Of a command's screen nothing has to be known.
        anyScreen: agent.runtime === "command" && (runtime?.ready.screen ?? null) === null,
        // Under a unit an end takes the pane along, and what the record says is of an earlier life.
        ...(supervisor.kind === "tmux" ? { record: paths.sessionRecord(socket, agent.name) } : {}),
      },
    ];
  });
  const elsewhere = launches.length > candidates.length;
  const known = new Map<string, Readiness>();
  await Promise.all([
    waitReadyAll(supervisor.tmux, candidates, {
      found: ({ name }, readiness) => {
        known.set(name, readiness);
        if (!readiness.ready && readiness.cause !== "ended")
          fleet.log(`${name} runs, but ${readiness.reason}`);
      },
    }),
    elsewhere ? sleep(settleMs) : undefined,
  ]);
  return known;
}

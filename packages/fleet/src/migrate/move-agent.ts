import { carryConversation, moveQueue, readConversation } from "@mosaicstack/agent-channel";
import { processesIn } from "@mosaicstack/session-launcher";
import type { DesiredAgent } from "@mosaicstack/roster";
import { clearStopped } from "../agent/stopped-mark.js";
import { startAgents, writeStart } from "../apply/start-agents.js";
import type { FleetContext } from "../context.js";
import type { MigratedAgent } from "../documents/migrate.js";
import type { AgentReport } from "../documents/reports.js";
import { FleetError, wordsOf } from "../error.js";
import { awaitIdle } from "./await-idle.js";
import { endOld } from "./end-old.js";
import { forgetMove, writeMove } from "./move-note.js";
import { unitTrouble } from "./obstacle.js";
import type { OldServer } from "./old-server.js";
import { lookAtBoth, type Row } from "./two-views.js";

export interface MoveOptions {
  /** Do not wait for the end of a turn. */
  readonly now: boolean;
  /** Milliseconds for each. */
  readonly timeoutMs: number;
}

/**
 * Moves one agent: all that can be asked is asked first, then the old one is ended and seen ended, then the new one begins. What
 * became of it; throws nothing that is its own trouble.
 */
export async function moveAgent(
  fleet: FleetContext,
  server: OldServer,
  agent: DesiredAgent,
  { now, timeoutMs }: MoveOptions,
): Promise<MigratedAgent> {
  const { name } = agent;
  const look = async (): Promise<Row> => {
    const [row] = (await lookAtBoth(fleet, server, [agent])).rows;
    if (row === undefined) throw new Error(`\`${name}\` was not looked at`);
    return row;
  };
  let row = await look();
  if (row.next !== "move" && row.next !== "start") return settled(fleet, server, row);
  const trouble = await makeReady(fleet, agent);
  if (trouble !== undefined) return told(row, "skipped", { reason: trouble });
  if (row.next === "move" && !now) {
    const busy = await awaitIdle(fleet, server, agent, timeoutMs);
    if (busy !== undefined) {
      const reason = `it ${busy}, and its time to come to an end is over: run it again, or add \`--now\``;
      return told(row, "skipped", { reason, timedOut: true });
    }
  }
  // What a person did meanwhile holds.
  row = await look();
  if (row.next !== "move" && row.next !== "start") return settled(fleet, server, row);
  const { old, conversation, note } = row;
  const id = conversation.fate === "kept" ? (conversation.id ?? undefined) : undefined;
  const processes = old?.named === undefined ? (note?.processes ?? []) : processesIn(old.named);
  let strays = 0;
  try {
    writeMove(fleet, name, { from: server.socket, conversation: id, processes });
    await clearStopped(fleet, name);
    if (old !== undefined) fleet.log(`ending ${name} on ${server.socket}`);
    strays = await endOld(fleet, server, agent, old);
  } catch (error) {
    return told(row, "failed", { reason: wordsOf(error) });
  }
  const killed = strays > 0 ? { strays } : {};
  const lost = id === undefined ? undefined : carry(fleet, server, row, id);
  const waits = carryQueue(fleet, server, row);
  const fate =
    lost === undefined ? {} : { conversation: { ...conversation, fate: "new" as const } };
  const report = await begin(fleet, agent);
  const end = { ...killed, ...fate };
  if (report.outcome === "failed")
    return told(row, "failed", { ...end, reason: endedAndDown(server, name, report.message) });
  forgetQuietly(fleet, name);
  if (report.outcome === "not-ready")
    return told(row, "failed", {
      ...end,
      reason:
        `the old one is ended, and the new one takes no input (${report.message ?? "not ready"}): ` +
        `see it with \`mosaic-fleet attach ${name}\``,
    });
  const reason = [report.message, lost, waits].filter((text) => text !== undefined).join("; ");
  return told(row, "moved", { ...end, ...(reason === "" ? {} : { reason }) });
}

/** Writes what its start needs and has its server up. Why it could not be started. */
async function makeReady(fleet: FleetContext, agent: DesiredAgent): Promise<string | undefined> {
  try {
    const { troubles } = await writeStart(fleet, [agent], { again: true });
    const unit = await unitTrouble(fleet, agent.name, [
      "masked",
      "not-loadable",
      "not-installed",
      "requirement",
    ]);
    return troubles.get(agent.name) ?? unit ?? (await fleet.supervisor.raise?.());
  } catch (error) {
    if (!(error instanceof FleetError)) throw error;
    return wordsOf(error);
  }
}

/** Why it could not be carried over: no reason to start nobody. */
function carry(
  fleet: FleetContext,
  server: OldServer,
  { home, agent }: Row,
  id: string,
): string | undefined {
  try {
    carryConversation(fleet.paths.channel(server.socket, agent.name), home.channel, id);
    return undefined;
  } catch (error) {
    return `its conversation ${id} could not be carried over: ${wordsOf(error)}`;
  }
}

/** What waits for the old one waits for the new one. Why it does not. */
function carryQueue(
  fleet: FleetContext,
  server: OldServer,
  { home, agent }: Row,
): string | undefined {
  try {
    const count = moveQueue(fleet.paths.channel(server.socket, agent.name), home.channel);
    if (count > 0)
      fleet.log(
        `${count} ${count === 1 ? "message waits" : "messages wait"} for ${agent.name} as before`,
      );
    return undefined;
  } catch (error) {
    return `what waited for it could not be carried over: ${wordsOf(error)}`;
  }
}

async function begin(fleet: FleetContext, agent: DesiredAgent): Promise<AgentReport> {
  try {
    const [report] = await startAgents(fleet, [agent]);
    return report ?? { agent: agent.name, outcome: "failed" };
  } catch (error) {
    return { agent: agent.name, outcome: "failed", message: wordsOf(error) };
  }
}

function endedAndDown({ socket }: OldServer, name: string, message = "it did not start"): string {
  return (
    `the old one is ended and cannot be brought back, and the new one does not run: ${message}. ` +
    `When that is mended, \`mosaic-fleet migrate --from ${socket}\` or \`mosaic-fleet start ${name}\` starts it`
  );
}

/** One that is not to be moved, or not any more. */
export function settled(fleet: FleetContext, server: OldServer, row: Row): MigratedAgent {
  const { next, reason, conversation, home } = row;
  if (next === "skip") return told(row, "skipped", { reason: reason ?? "" });
  if (next === "already-there") {
    forgetQuietly(fleet, row.agent.name);
    return told(row, "already-there", {});
  }
  // Ended there before, as by `down`: it has never had another.
  const { fate, id } = conversation;
  if (fate !== "kept" || id === null || readConversation(home.channel) !== undefined)
    return told(row, "not-there", {});
  const lost = carry(fleet, server, row, id);
  return told(row, "not-there", { reason: lost ?? "its conversation waits for its next start" });
}

export function told(
  { agent, old, conversation }: Row,
  outcome: MigratedAgent["outcome"],
  more: Partial<MigratedAgent>,
): MigratedAgent {
  return {
    name: agent.name,
    from: old?.told ?? null,
    outcome,
    ...(outcome === "moved" ? { conversation } : {}),
    ...more,
  };
}

/** A note that stays costs nothing: who is there is not started again. */
function forgetQuietly(fleet: FleetContext, name: string): void {
  try {
    forgetMove(fleet, name);
  } catch (error) {
    fleet.log(wordsOf(error));
  }
}

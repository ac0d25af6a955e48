import type { DesiredAgent } from "@mosaicstack/roster";
import { alone } from "../apply/lock.js";
import type { FleetContext } from "../context.js";
import type { MigrateDocument, MigratedAgent, MigratePlanDocument } from "../documents/migrate.js";
import { FleetError, toFleetError, wordsOf } from "../error.js";
import { moveAgent, settled, told, type MoveOptions } from "./move-agent.js";
import { openOldServer, viewOldServer, type OldServer } from "./old-server.js";
import { lookAtBoth, toldRow, type Row } from "./two-views.js";

export interface MigrateOptions extends Partial<MoveOptions> {
  /** What a person agreed to: nobody else is moved. Default: all that can be. */
  readonly agreed?: readonly string[] | undefined;
}

/** What stands on both sockets. Throws FleetError where either cannot be asked. */
export async function planMigration(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  from: string,
): Promise<MigratePlanDocument> {
  const old = await openOldServer(fleet, from);
  const { rows, server, others } = await lookAtBoth(fleet, old, agents);
  const to = fleet.socket ?? null;
  return { version: 1, from, to, server, agents: rows.map(toldRow), others };
}

/**
 * Moves these agents one after the other, in roster order. One that does not come up is the last: the others are left where they
 * are. Cut short at any moment, the next one goes on. Throws FleetError before anything is done where another one changes this
 * fleet, and where one of the servers cannot be asked.
 */
export async function migrateFleet(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  from: string,
  { agreed, now = false, timeoutMs = TIMEOUT_MS }: MigrateOptions = {},
): Promise<MigrateDocument> {
  const old = await openOldServer(fleet, from);
  return await alone(fleet, async () => {
    const { rows } = await lookAtBoth(fleet, old, agents);
    const done: MigratedAgent[] = [];
    let down: string | undefined;
    for (const row of rows) {
      const { name } = row.agent;
      const isNext = row.next === "move" || row.next === "start";
      if (!isNext) done.push(settled(fleet, old, row));
      else if (agreed !== undefined && !agreed.includes(name))
        done.push(
          told(row, "skipped", { reason: "it came there since you were asked: run it again" }),
        );
      else if (down !== undefined)
        done.push(
          told(row, "skipped", {
            reason: `it was left, for \`${down}\` failed: run it again once that is mended`,
          }),
        );
      else {
        const end = await moved(fleet, old, row, { now, timeoutMs });
        done.push(end);
        if (end.outcome === "failed") down = name;
      }
    }
    const to = fleet.socket ?? null;
    return { version: 1, from, to, agents: done, left: await whatIsLeft(old) };
  });
}

/** A server that is asked in vain is told with that agent: what was done before holds. */
async function moved(
  fleet: FleetContext,
  old: OldServer,
  row: Row,
  options: MoveOptions,
): Promise<MigratedAgent> {
  try {
    return await moveAgent(fleet, old, row.agent, options);
  } catch (error) {
    const known = toFleetError(error);
    if (!(known instanceof FleetError)) throw error;
    return told(row, "failed", { reason: wordsOf(known) });
  }
}

const TIMEOUT_MS = 10 * 60_000;

async function whatIsLeft(old: OldServer): Promise<MigrateDocument["left"]> {
  try {
    const { sessions } = await viewOldServer(old);
    const names = sessions.map(({ name }) => name);
    const runs = names.length > 0 || (await old.tmux.server.probe()).state === "running";
    return { server: runs ? "running" : "absent", sessions: names };
  } catch (error) {
    // What was done is told all the same.
    if (!(error instanceof FleetError)) throw error;
    return { server: "not-answering", sessions: [] };
  }
}

import type { DesiredAgent } from "@mosaicstack/roster";
import { begunSchedules, noteAct, noteBegin } from "../agent/schedule-note.js";
import { clearStopped, readStopped } from "../agent/stopped-mark.js";
import type { FleetContext } from "../context.js";
import { FleetError, wordsOf } from "../error.js";
import type { FoundAgent } from "../plan/found.js";
import type { PlannedChange } from "../plan/planned-change.js";

interface Beginning {
  readonly wish: "start" | "up" | "apply";
  /** What was written. */
  readonly changed: readonly PlannedChange[];
  readonly seen: ReadonlyMap<string, FoundAgent>;
}

/**
 * Has systemd keep the schedules of these agents, whose files stand, and waits until it has applied the edge that a schedule
 * which is new, or has other times, begins with: who is to be stopped is marked so then. Who runs goes on until the next edge.
 * `wish`: a person asks for them (`start`), for the fleet (`up`), or for what the roster says (`apply`). By agent why that failed.
 */
export async function beginSchedules(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  { wish, changed, seen }: Beginning,
): Promise<ReadonlyMap<string, string>> {
  const { schedules } = fleet.supervisor;
  const timed = agents.filter(({ schedule, enabled }) => schedule !== undefined && enabled);
  if (schedules === undefined || timed.length === 0) return new Map();
  const names = timed.map(({ name }) => name);
  const marks = readStopped(fleet, names);
  const begun = begunSchedules(fleet, names);
  const isChanged = (name: string): boolean =>
    changed.some(({ agent, target }) => agent === name && target === schedules.file(name));
  const failed = new Map<string, string>();
  const fresh: string[] = [];
  for (const agent of timed) {
    const { name } = agent;
    const by = marks.get(name)?.by;
    // What a person stopped stays so.
    if (wish === "apply" && (by === "down" || by === "person")) {
      if (!begun.has(name))
        note(failed, name, () => {
          noteAct(fleet, name);
        });
      continue;
    }
    const isNew = !begun.has(name) || isChanged(name) || (wish === "up" && by === "down");
    if (wish === "start" || (isNew && seen.get(name)?.lifecycle === "active"))
      note(failed, name, () => {
        noteAct(fleet, name);
      });
    else if (isNew && by !== "person") {
      await clearStopped(fleet, name).catch((error: unknown) => failed.set(name, wordsOf(error)));
      note(failed, name, () => {
        noteBegin(fleet, agent);
      });
      fresh.push(name);
    }
  }
  const states = await schedules.states();
  const isKept = ({ name }: DesiredAgent): boolean =>
    wish !== "apply" || marks.get(name)?.by !== "down";
  const late = timed.filter(
    (agent) => isKept(agent) && (states.get(agent.name) !== "kept" || isChanged(agent.name)),
  );
  for (const [name, words] of await schedules.keep(late.map((agent) => agent.name)))
    failed.set(name, `its schedule is not kept: ${words}`);
  for (const [name, words] of await schedules.look(fresh))
    failed.set(name, `what its schedule begins with is not known: ${words}`);
  return failed;
}

/** The same, and ends the timers of those of these agents that have no schedule any more, or are disabled. */
export async function settleSchedules(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  beginning: Beginning,
): Promise<ReadonlyMap<string, string>> {
  const without = agents.filter(({ schedule, enabled }) => schedule === undefined || !enabled);
  const timers = without.filter(({ name }) => beginning.seen.get(name)?.timer !== undefined);
  await endSchedules(
    fleet,
    timers.map(({ name }) => name),
  );
  return await beginSchedules(fleet, agents, beginning);
}

/** These agents have no schedule, or none that is kept. What cannot be ended is said. */
export async function endSchedules(
  { supervisor, log }: FleetContext,
  names: readonly string[],
): Promise<void> {
  for (const [name, words] of (await supervisor.schedules?.end(names)) ?? [])
    log(`the timer of ${name} goes on: ${words}`);
}

function note(failed: Map<string, string>, name: string, use: () => void): void {
  try {
    use();
  } catch (error) {
    if (!(error instanceof FleetError)) throw error;
    failed.set(name, wordsOf(error));
  }
}

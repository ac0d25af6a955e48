import { generatedHeader } from "../agent/drop-in.js";
import { dropInFile } from "../agent/drop-in-file.js";
import { wasStartedFor } from "../agent/started-settings.js";
import type { FleetContext } from "../context.js";
import { namesIn } from "../files/names-in.js";
import { scheduleDropInFile } from "../agent/schedule-drop-in.js";
import type { TimerState } from "../supervisor/schedules.js";
import { lookAtFile } from "../files/found-file.js";
import type { FleetPaths } from "../files/paths.js";
import type { SessionsView } from "../status/sessions.js";
import { agentOf, scheduledAgentOf } from "../supervisor/unit-names.js";

/** An agent that is not in the roster, with what is left of it. What a person keeps of it, as its env file, is not looked for. */
export interface FoundOther {
  readonly name: string;
  /** It runs, or is about to. */
  readonly runs: boolean;
  /** It is linked for boot. */
  readonly linked: boolean;
  /** It has a timer. */
  readonly timed?: boolean;
  /** Generated files. */
  readonly files: readonly string[];
}

/**
 * Agents that left the roster. Under systemd, which runs one fleet per user, all that it knows; else those of this very roster:
 * another one may have agents on the same server.
 */
export async function findOthers(
  fleet: FleetContext,
  sessions: SessionsView | undefined,
  linked: readonly string[],
): Promise<FoundOther[]> {
  const known = new Set(fleet.desired.agents.map(({ name }) => name));
  const isSystemd = fleet.supervisor.kind === "systemd";
  const dropIns = isSystemd ? dropInsIn(fleet.paths) : new Map<string, string[]>();
  const timers = (await fleet.supervisor.schedules?.states()) ?? new Map<string, TimerState>();
  const shown = [...(sessions?.own.keys() ?? [])].filter((name) => !known.has(name));
  const running = isSystemd
    ? shown
    : shown.filter((name) => wasStartedFor(fleet, name, fleet.desired.file));
  const names = [...new Set([...linked, ...timers.keys(), ...dropIns.keys(), ...running])]
    .filter((name) => !known.has(name))
    .toSorted();
  if (names.length === 0) return [];
  const seen = await fleet.supervisor.observe(names, sessions?.own);
  return names.map((name) => {
    const lifecycle = seen.get(name)?.lifecycle ?? "inactive";
    return {
      name,
      runs: running.includes(name) || (lifecycle !== "inactive" && lifecycle !== "failed"),
      linked: linked.includes(name),
      ...(timers.has(name) ? { timed: true } : {}),
      files: dropIns.get(name) ?? [],
    };
  });
}

/** By agent its generated drop-ins. A file of that name which we did not write is the person's. */
function dropInsIn(paths: FleetPaths): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const name of namesIn(paths.units, paths)) {
    const unit = name.endsWith(".d") ? name.slice(0, -2) : "";
    const timed = scheduledAgentOf(unit);
    const agent = timed ?? agentOf(unit);
    if (agent === undefined) continue;
    const path = (timed === undefined ? dropInFile : scheduleDropInFile)(agent, paths.units);
    if (lookAtFile(path)?.text?.startsWith(generatedHeader) === true)
      found.set(agent, [...(found.get(agent) ?? []), path]);
  }
  return found;
}

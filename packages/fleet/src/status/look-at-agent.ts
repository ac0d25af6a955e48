import { join } from "node:path";
import type { DesiredAgent } from "@mosaicstack/roster";
import { readActivity, type Activity } from "@mosaicstack/session-launcher";
import { runtimeOfAgent } from "../agent/agent-runtime.js";
import { cgroupDrift } from "./cgroup-drift.js";
import { changedFiles } from "./changed-files.js";
import type { FleetContext } from "../context.js";
import { isStopped } from "../agent/stopped-mark.js";
import { lookDrift } from "./look-drift.js";
import { unseen, type Observation, type SessionRow } from "../supervisor/supervisor.js";
import type { Drift } from "../documents/status.js";

/** What is known of one agent before it is told. */
export interface AgentLook {
  readonly name: string;
  /** It should not run. */
  readonly stopped: boolean;
  readonly seen: Observation;
  readonly session: SessionRow | undefined;
  readonly activity: Activity;
  readonly drift: readonly Drift[];
}

/** Never throws: one agent's trouble is told with that agent, and costs the others nothing. */
export async function lookAtAgent(
  fleet: FleetContext,
  agent: DesiredAgent,
  observed: ReadonlyMap<string, Observation>,
  sessions: ReadonlyMap<string, SessionRow> | undefined,
): Promise<AgentLook> {
  const { name } = agent;
  const seen = observed.get(name) ?? unseen;
  const session = sessions?.get(name);
  const drift: Drift[] = [];
  const look = async <T>(use: () => Promise<T>, instead: T): Promise<T> => {
    try {
      return await use();
    } catch (error) {
      drift.push(lookDrift(name, error));
      return instead;
    }
  };
  const stopped = !agent.enabled || (await look(async () => await isStopped(fleet, name), false));
  drift.push(...(await look(async () => await changedFiles(fleet, agent, seen, stopped), [])));
  drift.push(...(await look(async () => await cgroupDrift(name, seen, session), [])));
  const activity = await activityOf(fleet, agent, seen, session);
  if (activity.reason !== undefined) {
    const target = join(fleet.paths.channel(fleet.socket, name).folder, "activity");
    // It says `activity` where its path is meant.
    const why = activity.reason.replace(/^activity\b/, target);
    const message = `what it does is not known: ${why}; \`mosaic-fleet doctor\` says what to do`;
    drift.push({ kind: "look", target, message });
  }
  return { name, stopped, seen, session, activity, drift };
}

const nothingKnown: Activity = { state: "unknown", source: "none", ageMs: null };

/** Only what runs does something. */
async function activityOf(
  fleet: FleetContext,
  agent: DesiredAgent,
  { lifecycle }: Observation,
  session: SessionRow | undefined,
): Promise<Activity> {
  if (lifecycle !== "active" || session?.pane === undefined) return nothingKnown;
  try {
    const channel = fleet.paths.channel(fleet.socket, agent.name);
    const { title, outputAt, piped } = session.pane;
    const runtime = await runtimeOfAgent(agent, fleet);
    return readActivity({ runtime, channel, title, outputAt, piped });
  } catch (error) {
    return { ...nothingKnown, reason: (error as Error).message };
  }
}

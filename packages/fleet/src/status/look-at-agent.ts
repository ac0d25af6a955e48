import { join } from "node:path";
import type { DesiredAgent } from "@mosaicstack/roster";
import { readActivity, settleAndCount, type AgentChannel } from "@mosaicstack/agent-channel";
import { fleetHome } from "../agent/agent-home.js";
import { runtimeOfAgent } from "../agent/runtime-of-agent.js";
import { cgroupDrift } from "./cgroup-drift.js";
import { planDrift, type AgentPlan } from "./drift.js";
import type { FleetContext } from "../context.js";
import { sleepOf } from "../agent/asleep.js";
import type { ActivityStatus } from "../documents/activity.js";
import { isFinished } from "../agent/finished-task.js";
import { replacedBy } from "./replaced-by.js";
import type { WorktreeStatus } from "../documents/status.js";
import { unitDrift } from "./unit-drift.js";
import { lookDrift } from "./look-drift.js";
import { unseen, type Observation, type SessionRow } from "../supervisor/supervisor.js";
import type { Located } from "./locate-agents.js";
import type { Drift } from "../documents/drift.js";

/** What its channel tells of it. */
export interface Said {
  readonly activity: ActivityStatus;
  /** Messages that wait for it. */
  readonly waiting: number;
}

/** What is known of one agent before it is told. */
export interface AgentLook {
  readonly name: string;
  /** It should not run. */
  readonly stopped: boolean;
  /** It is a task and done, as it should be. */
  readonly finished: boolean;
  /** When it went to sleep, milliseconds since the epoch; undefined where it does not sleep. */
  readonly asleepAt: number | undefined;
  readonly seen: Observation;
  readonly session: SessionRow | undefined;
  readonly said: Said;
  /** The same by now, all else being as it was. */
  saidNow(): Promise<Said>;
  readonly drift: readonly Drift[];
  readonly worktree: WorktreeStatus | undefined;
}

/** Never throws: one agent's trouble is told with that agent, and costs the others nothing. */
export async function lookAtAgent(
  fleet: FleetContext,
  agent: DesiredAgent,
  observed: ReadonlyMap<string, Observation>,
  home: Located | undefined,
  plan: AgentPlan,
  /** What all of them share. */
  shared: readonly Drift[] = [],
): Promise<AgentLook> {
  const { name } = agent;
  const seen = observed.get(name) ?? unseen;
  const { session, socket, channel } = home ?? {
    ...fleetHome(fleet, name),
    session: undefined,
  };
  const drift: Drift[] = [];
  const look = async <T>(use: () => Promise<T>, instead: T): Promise<T> => {
    try {
      return await use();
    } catch (error) {
      drift.push(lookDrift(name, error));
      return instead;
    }
  };
  const { stopped } = plan;
  const finished = !stopped && isFinished(agent, seen);
  const asleepAt = stopped ? undefined : (await sleepOf(fleet, agent, seen))?.at;
  const rests = { ...plan, stopped: stopped || finished || asleepAt !== undefined };
  drift.push(...(await look(async () => await planDrift(fleet, agent, seen, rests, socket), [])));
  drift.push(...(await look(async () => await cgroupDrift(name, seen, session), [])));
  // Of one that is to stay down nothing has to hold before its next start, which reads all anew.
  if (!stopped && asleepAt === undefined)
    drift.push(...shared, ...(await unitDrift(fleet, name, seen)));
  const activityNow = async (): Promise<ActivityStatus> => {
    if (asleepAt !== undefined)
      return { state: "asleep", source: "launcher", ageMs: ageOf(asleepAt) };
    if (finished) return doneSince(seen);
    return await activityOf(fleet, agent, seen, session, channel);
  };
  const saidNow = async (): Promise<Said> => {
    const waiting = settleAndCount(channel);
    return { activity: await activityNow(), waiting };
  };
  const said = await saidNow();
  const { activity } = said;
  if (activity.reason !== undefined) {
    const target = join(channel.folder, "activity");
    // It says `activity` where its path is meant.
    const why = activity.reason.replace(/^activity\b/, target);
    const message = `what it does is not known: ${why}; \`mosaic-fleet doctor\` says what to do`;
    drift.push({ kind: "look", target, message });
  }
  const worktree = worktreeOf(agent, plan.worktree);
  return { name, stopped, finished, asleepAt, seen, session, said, saidNow, drift, worktree };
}

function worktreeOf(
  { workdir: path, worktree }: DesiredAgent,
  look: AgentPlan["worktree"],
): WorktreeStatus | undefined {
  if (worktree === undefined || look?.state !== "there") return undefined;
  return { path, branch: look.branch ?? null, expected: worktree.branch };
}

const nothingKnown: ActivityStatus = { state: "unknown", source: "none", ageMs: null };

/** A task that ended said so by its exit code. */
function doneSince({ lastExit }: Observation): ActivityStatus {
  const ageMs = lastExit === null ? null : ageOf(Date.parse(lastExit.at));
  return { state: "done", source: "launcher", ageMs };
}

function ageOf(at: number): number {
  return Math.max(0, Math.round(Date.now() - at));
}

/** Only what runs does something. */
async function activityOf(
  fleet: FleetContext,
  agent: DesiredAgent,
  { lifecycle }: Observation,
  session: SessionRow | undefined,
  channel: AgentChannel,
): Promise<ActivityStatus> {
  if (lifecycle !== "active" || session?.pane === undefined) return nothingKnown;
  try {
    const { pid, title, outputAt, piped } = session.pane;
    const runtime = await runtimeOfAgent(agent, fleet);
    // What the roster says of a command's screen makes no other program of it.
    const isPlain = runtime === undefined || runtime.processes.length === 0;
    const other = replacedBy(pid, { isPlain });
    if (other !== undefined)
      return {
        state: "replaced",
        source: "process",
        ageMs: null,
        message: `${other} has its terminal`,
      };
    return readActivity({ runtime, channel, title, outputAt, piped });
  } catch (error) {
    return { ...nothingKnown, reason: (error as Error).message };
  }
}

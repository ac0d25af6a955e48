import { visible } from "@mosaicstack/tmux-client/visible";
import { changedKeys } from "../agent/started-settings.js";
import { isFinished } from "../agent/finished-task.js";
import { effects, writtenKey } from "../agent/effects.js";
import type { FoundFile } from "../files/found-file.js";
import type { SupervisorKind } from "../supervisor/supervisor.js";
import { agentUnit } from "../supervisor/unit-names.js";
import type { Found, FoundAgent } from "./found.js";
import type { PlannedChange } from "./planned-change.js";
import { planAgentFile } from "./plan-files.js";
import { planSchedule } from "./plan-schedule.js";
import { planWorktree, worktreeTrouble } from "./plan-worktrees.js";
import { isLauncher, type Wanted, type WantedAgent } from "./wanted.js";

/** What has to be done for one agent of the roster, in order. */
export function planAgent(
  wantedAgent: WantedAgent,
  wanted: Wanted,
  found: Found,
  kind: SupervisorKind,
): PlannedChange[] {
  const { agent, should, trouble, file } = wantedAgent;
  const now = found.agents.get(agent.name);
  const runs = now?.lifecycle === "active";
  const what = kind === "systemd" ? "unit" : "session";
  const target = kind === "systemd" ? agentUnit(agent.name) : agent.name;
  const about = { agent: agent.name, target, needsRestart: false, needsPrune: false } as const;
  const changes: PlannedChange[] = [];
  const written =
    file === undefined
      ? undefined
      : planAgentFile(agent.name, file, found.files.get(file.path), runs);
  if (written !== undefined) changes.push(written);
  changes.push(...planSchedule(wantedAgent, found));
  // Its last edge decides, once its timer is there.
  const waits = wantedAgent.timer?.begins === true && now?.timer !== "kept" && !runs;
  const tree = planWorktree(wantedAgent, found.worktrees.get(agent.name), runs);
  if (tree !== undefined) changes.push(tree);
  const { session } = now ?? {};
  // Where another session has the name only a person can help.
  if (session !== undefined && session.name !== agent.name && !session.isNameTaken) {
    const reason = `is called \`${visible(session.name)}\``;
    const named = { ...about, target: agent.name };
    changes.push({ ...named, action: "update", kind: "session", reason, counts: true });
  }
  const isLinked = now?.linked;
  if (isLinked === false && should === "running" && !waits) {
    const reason = "is not linked for boot";
    changes.push({ ...about, action: "create", kind: "link", reason, counts: true });
  }
  if (isLinked === true && should === "stopped") {
    const reason = agent.enabled ? "was stopped, and is linked for boot" : "is disabled";
    changes.push({ ...about, action: "delete", kind: "link", reason, counts: true });
  }
  if (should === "running" && !waits && isDown(now) && !isFinished(agent, now) && !now?.isAsleep) {
    const state = now?.lifecycle === "failed" ? "has failed" : "does not run";
    const why = trouble ?? (tree === undefined ? undefined : worktreeTrouble(found, agent.name));
    const reason = why === undefined ? state : `${state}, and cannot be started: ${why}`;
    changes.push({ ...about, action: "start", kind: what, reason, counts: true });
  }
  if (should === "stopped" && !isDown(now)) {
    const reason = agent.enabled ? "was stopped by a person, and runs" : "is disabled, and runs";
    changes.push({ ...about, action: "stop", kind: what, reason, counts: true });
  }
  // In tmux the loop between two runs keeps what it was started with, too.
  const keeps = runs || (kind === "tmux" && now?.lifecycle === "activating");
  if (should === "running" && keeps && now !== undefined) {
    const why = whyRestart(wantedAgent, now, { wanted, found, kind });
    if (why !== undefined) {
      const restart = { ...about, action: "restart", kind: what } as const;
      const hopeless = trouble === undefined ? "" : `, and cannot be started: ${trouble}`;
      const reason = `${why.reason}${hopeless}`;
      changes.push({ ...restart, needsRestart: true, counts: why.counts, reason });
    }
  }
  return changes;
}

/** One that is about to be started again needs nothing. */
function isDown(now: FoundAgent | undefined): boolean {
  return now === undefined || now.lifecycle === "inactive" || now.lifecycle === "failed";
}

/** Which of an agent's settings are others than it runs with; an agent of which nothing is known is not restarted for that. */
function whyRestart(
  { agent, file }: WantedAgent,
  now: FoundAgent,
  {
    wanted,
    found,
    kind,
  }: { readonly wanted: Wanted; readonly found: Found; readonly kind: SupervisorKind },
): { readonly reason: string; readonly counts: boolean } | undefined {
  const { started } = now;
  if (started === undefined) return undefined;
  // What the manager started by itself, as at boot, has what stood there.
  const isNewer = (paths: readonly string[]): boolean =>
    kind === "systemd" && paths.every((path) => startedAfter(now, found.files.get(path)));
  const keys = changedKeys(started, agent).filter((key) => effects[key][kind] === "restart");
  const isRight = file !== undefined && found.files.get(file.path)?.text === file.text;
  if (keys.length > 0 && !(isRight && isNewer([file.path]))) {
    const names = keys.map((key) => `\`${writtenKey(key)}\``).join(", ");
    return { reason: `runs with another ${names}`, counts: true };
  }
  if (started.shipped === undefined || started.shipped === wanted.shipped) return undefined;
  const launchers = wanted.files.filter(isLauncher).map(({ path }) => path);
  if (isNewer(launchers)) return undefined;
  return { reason: "runs with the launcher of another version", counts: false };
}

/** By whole seconds, as the manager tells them; within the same second it is not known. */
function startedAfter({ since }: FoundAgent, file: FoundFile | undefined): boolean {
  if (since === null || file === undefined) return false;
  return Math.floor(Date.parse(since) / 1000) > Math.floor(file.writtenAt / 1000);
}

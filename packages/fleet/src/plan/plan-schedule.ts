import { generatedHeader } from "../agent/drop-in.js";
import { agentSchedule } from "../supervisor/unit-names.js";
import type { Found } from "./found.js";
import { planAgentFile } from "./plan-files.js";
import type { PlannedChange } from "./planned-change.js";
import type { WantedAgent } from "./wanted.js";

/** What has to be done for the clock of one agent, in order: its times, and the timer that keeps them. */
export function planSchedule({ agent, timer }: WantedAgent, found: Found): PlannedChange[] {
  if (timer === undefined) return [];
  const { name } = agent;
  const changes: PlannedChange[] = [];
  const stands = found.files.get(timer.path);
  const about = { agent: name, needsRestart: false, needsPrune: false, counts: true } as const;
  if (timer.file !== undefined) {
    const written = planAgentFile(name, timer.file, stands, false);
    if (written !== undefined) changes.push(written);
  } else if (stands?.text?.startsWith(generatedHeader) === true) {
    const reason = "the roster gives it no schedule";
    changes.push({ ...about, action: "delete", kind: "file", target: timer.path, reason });
  }
  const target = agentSchedule(name);
  const state = found.agents.get(name)?.timer;
  if (timer.isKept && state !== "kept") {
    const reason =
      state === undefined ? "its schedule is not kept" : "runs, or is linked for boot, not both";
    changes.push({ ...about, action: "create", kind: "link", target, reason });
  }
  if (!timer.isKept && state !== undefined) {
    const reason =
      agent.schedule === undefined
        ? "the roster gives it no schedule"
        : agent.enabled
          ? "was stopped with the fleet, and its schedule goes on"
          : "is disabled";
    changes.push({ ...about, action: "delete", kind: "link", target, reason });
  }
  return changes;
}

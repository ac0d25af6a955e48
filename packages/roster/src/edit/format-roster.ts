import type { RosterAgent, RosterContent } from "../schema/roster.js";
import { formatSize } from "../values/size.js";
import { formatTimeSpan } from "../values/time-span.js";
import { blockLines, itemLines } from "./write-yaml.js";

/**
 * The text of a roster in its normal form: a key on each line, sizes and times in their normal forms, no comments.
 * `parseRoster` reads the same content from it.
 */
export function formatRoster(content: RosterContent): string {
  const { defaults, agents, ...top } = content;
  const lines = blockLines(top);
  const shared = blockLines(defaults === undefined ? {} : written(defaults));
  if (shared.length > 0) lines.push("defaults:", ...shared.map((line) => `  ${line}`));
  else if (defaults !== undefined) lines.push("defaults: {}");
  lines.push(agents.length === 0 ? "agents: []" : "agents:");
  for (const agent of agents) lines.push(...itemLines(written(agent)).map((line) => `  ${line}`));
  return `${lines.join("\n")}\n`;
}

type Amount = number | string | undefined;

/** Settings with their amounts as text. */
function written(settings: Partial<RosterAgent>): Record<string, unknown> {
  const { limits, restart, transcript, ready, ...rest } = settings;
  return {
    ...rest,
    limits: limits && {
      ...limits,
      memory_high: limit(limits.memory_high, formatSize),
      memory_max: limit(limits.memory_max, formatSize),
      tasks_max: limit(limits.tasks_max, (tasks) => tasks),
    },
    restart: restart && {
      ...restart,
      delay: restart.delay === undefined ? undefined : formatTimeSpan(restart.delay),
      max_delay: restart.max_delay === undefined ? undefined : formatTimeSpan(restart.max_delay),
    },
    ready: ready && {
      ...ready,
      quiet: ready.quiet === undefined ? undefined : formatTimeSpan(ready.quiet),
      deadline: ready.deadline === undefined ? undefined : formatTimeSpan(ready.deadline),
    },
    transcript: typeof transcript === "number" ? formatSize(transcript) : transcript,
  };
}

function limit(value: number | undefined, format: (value: number) => Amount): Amount {
  if (value === undefined) return undefined;
  return value === Infinity ? "infinity" : format(value);
}

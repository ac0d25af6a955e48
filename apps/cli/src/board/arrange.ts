import type { AgentStatus, StatusDocument } from "@mosaicstack/fleet/documents";
import type { BoardState } from "./state.js";

/** Agents of one kind, in roster order. */
export interface Group {
  readonly title: string;
  readonly agents: readonly AgentStatus[];
}

/** The agents of a status in groups, those first that need a person; without those that the filter leaves out. */
export function arrange(status: StatusDocument | undefined, filter = ""): Group[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  const ranked = (status?.agents ?? [])
    .filter((agent) => words.every((word) => wordsOf(agent).includes(word)))
    .map((agent) => [rankOf(agent), agent] as const);
  ranked.sort(([a], [b]) => a - b);
  return titles.map((title) => ({
    title,
    agents: ranked.filter(([rank]) => titleOf(rank) === title).map(([, agent]) => agent),
  }));
}

/** The agent that keys act on: the chosen one, else who stands where it stood. */
export function chosenOf(
  { chosen, chosenAt }: Pick<BoardState, "chosen" | "chosenAt">,
  groups: readonly Group[],
): {
  readonly agents: readonly AgentStatus[];
  readonly index: number;
  readonly agent: AgentStatus | undefined;
} {
  const agents = groups.flatMap((group) => group.agents);
  const found = agents.findIndex(({ name }) => name === chosen);
  const index = found === -1 ? Math.max(0, Math.min(chosenAt, agents.length - 1)) : found;
  return { agents, index, agent: agents[index] };
}

const titles = ["need you", "working", "idle", "asleep", "stopped"] as const;

/** Of ranks below 10 the first title, below 20 the second, and so on. */
function titleOf(rank: number): (typeof titles)[number] {
  return titles[Math.floor(rank / 10)] ?? "stopped";
}

function rankOf(agent: AgentStatus): number {
  const { lifecycle, desired, activity } = agent;
  const isBlocked = activity.state === "blocked";
  if (lifecycle === "active" && isBlocked && activity.kind !== "quota") return 0;
  if (lifecycle === "failed") return 1;
  const isAtRest = activity.state === "asleep" || activity.state === "done";
  // Nobody stopped it, and it does not run.
  if (lifecycle === "inactive" && desired === "running" && !isAtRest) return 1;
  if (isBlocked && lifecycle === "active") return 2;
  if (activity.state === "error" && lifecycle === "active") return 3;
  if (activity.stuck === true && lifecycle === "active") return 4;
  if (lifecycle === "activating" || lifecycle === "deactivating") return 11;
  if (activity.state === "asleep") return 30;
  if (lifecycle === "inactive") return activity.state === "done" ? 21 : 40;
  return activity.state === "working" || activity.state === "starting" ? 10 : 20;
}

function wordsOf({ name, lifecycle, activity, drift }: AgentStatus): string {
  const { state, kind = "" } = activity;
  const kinds = drift.map((each) => each.kind);
  return [name, lifecycle, state, kind, ...kinds].join(" ").toLowerCase();
}

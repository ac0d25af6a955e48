import type { AgentStatus, StatusDocument } from "@mosaicstack/fleet/documents";

/** The same status so many milliseconds later. */
export function age(
  status: StatusDocument | undefined,
  passedMs: number,
): StatusDocument | undefined {
  if (status === undefined) return undefined;
  const agents = status.agents.map((agent) => {
    const { activity } = agent;
    if (activity.ageMs === null) return agent;
    return { ...agent, activity: { ...activity, ageMs: activity.ageMs + Math.max(0, passedMs) } };
  });
  return { ...status, agents };
}

/** In how many milliseconds one of these shows another age, a second at least; undefined: none shows any. */
export function nextAge(
  agents: readonly AgentStatus[],
  spans: readonly number[] = [],
): number | undefined {
  const shown = agents.flatMap(({ activity: { state, ageMs, until } }) =>
    ageMs === null || state === "unknown" || until !== undefined ? [] : [ageMs],
  );
  const due = [...shown, ...spans].map((ms) => {
    const unit = ms < MINUTE ? 1000 : ms < 60 * MINUTE ? MINUTE : 60 * MINUTE;
    return unit - (Math.max(0, ms) % unit);
  });
  return due.length === 0 ? undefined : Math.max(1000, Math.min(...due));
}

const MINUTE = 60_000;

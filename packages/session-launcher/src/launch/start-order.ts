import { runtimeOf, type LaunchAgent } from "./launch-plan.js";

export interface StartOrderOptions {
  /** Milliseconds between two starts that share a login. Default 500. */
  readonly spacingMs?: number;
  /** Part of the spacing, from 0 to 1, by which each start is moved later. Default 0.5. */
  readonly jitter?: number;
  /** A number from 0 up to 1, as `Math.random` gives. */
  readonly random?: () => number;
}

/** One start of an agent, so many milliseconds after the first of all. */
export interface StartSlot<Agent> {
  readonly agent: Agent;
  readonly afterMs: number;
}

/**
 * Pure but for `random`: when to start each agent. Those whose runtimes share a login are spread, for each refreshes the
 * same token at its start and the loser is logged out; all others start at once. A variable of the runtime that moves its
 * configuration (CODEX_HOME, a key) makes another login. Earliest first, else as given.
 */
export function startOrder<Agent extends Pick<LaunchAgent, "runtime" | "override" | "env">>(
  agents: readonly Agent[],
  options: StartOrderOptions = {},
): StartSlot<Agent>[] {
  const { spacingMs = 500, jitter = 0.5, random = Math.random } = options;
  const queued = new Map<string, number>();
  const slots = agents.map((agent) => {
    const login = loginOf(agent);
    if (login === undefined) return { agent, afterMs: 0 };
    const place = queued.get(login) ?? 0;
    queued.set(login, place + 1);
    // Less than a whole spacing, so that nobody overtakes; the first waits for no one
    const late = place === 0 ? 0 : Math.min(Math.max(jitter, 0), 1) * random();
    return { agent, afterMs: Math.round((place + late) * spacingMs) };
  });
  return slots.toSorted((a, b) => a.afterMs - b.afterMs);
}

/** Whose token it refreshes; undefined where none is shared. */
function loginOf(agent: Pick<LaunchAgent, "runtime" | "override" | "env">): string | undefined {
  const runtime = runtimeOf(agent);
  if (!runtime?.sharedLogin) return undefined;
  return JSON.stringify([agent.runtime, ...runtime.environment.map((key) => agent.env?.[key])]);
}

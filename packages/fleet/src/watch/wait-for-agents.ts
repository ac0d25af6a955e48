import type { DesiredAgent } from "@mosaicstack/roster";
import type { FleetContext } from "../context.js";
import { lifecycles, type AgentStatus, type StatusDocument } from "../documents/status.js";
import { waitableStates, type WaitDocument, type WaitedAgent } from "../documents/wait.js";
import { FleetError } from "../error.js";
import { unaskedServer } from "../status/unasked-server.js";
import { watchFleet } from "./watch-fleet.js";

export interface WaitOptions {
  /** States of activity and words of systemd's. Default: `idle`, `blocked`, `error`. */
  readonly states?: readonly string[];
  /** Milliseconds; without it, for ever. */
  readonly timeoutMs?: number | undefined;
  /** Ends it as its time does. */
  readonly signal?: AbortSignal;
}

/** What is meant where nobody says: it takes a message, or needs somebody. */
const usual: readonly string[] = ["idle", "blocked", "error"];

/**
 * Fulfilled when each of these agents is in one of the states, when one can no longer come there, or when the time is over. By
 * watching: nothing is asked meanwhile but now and then. Throws FleetError `Usage` for a word that is no state.
 */
export async function waitForAgents(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  { states = usual, timeoutMs, signal = new AbortController().signal }: WaitOptions = {},
): Promise<WaitDocument> {
  const wanted = new Set(states.map((state) => checked(state)));
  const deadline = new AbortController();
  const timer = timeoutMs === undefined ? undefined : setTimeout(() => deadline.abort(), timeoutMs);
  const ends = AbortSignal.any([signal, deadline.signal]);
  let last: WaitedAgent[] = [];
  try {
    for await (const status of watchFleet(fleet, { signal: ends, isPatient: true })) {
      last = agents.map(({ name }) => standing(status, name, wanted));
      const isOver =
        last.every(({ outcome }) => outcome === "reached") ||
        last.some(({ outcome }) => outcome === "gone");
      if (isOver || ends.aborted) break;
    }
  } finally {
    clearTimeout(timer);
  }
  return { version: 1, agents: last };
}

function checked(state: string): string {
  if (waitableStates.includes(state)) return state;
  throw new FleetError("Usage", `\`${state}\` is no state`, {
    remedy: `One can wait for ${waitableStates.map((each) => `\`${each}\``).join(", ")}.`,
  });
}

function standing(status: StatusDocument, name: string, wanted: ReadonlySet<string>): WaitedAgent {
  const found = status.agents.find((each) => each.name === name);
  if (found === undefined) throw new Error(`a status without \`${name}\``);
  const { lifecycle, activity } = found;
  const told = { agent: name, lifecycle, activity };
  const reached = wordsOf(found).find((word) => wanted.has(word));
  if (reached !== undefined) return { ...told, outcome: "reached", state: reached };
  const state = lifecycle === "active" || activity.state !== "unknown" ? activity.state : lifecycle;
  const why = goneBecause(found);
  if (why !== undefined) return { ...told, outcome: "gone", state, reason: why };
  const reason = laterBecause(found) ?? unaskedServer(status, found) ?? silence(found, wanted);
  return { ...told, outcome: "waiting", state, ...(reason === undefined ? {} : { reason }) };
}

/** What it is, in every word that says so: who is `done`, or sleeps, takes a message as who is `idle` does. */
function wordsOf({ lifecycle, activity: { state } }: AgentStatus): string[] {
  return [state, ...(state === "done" || state === "asleep" ? ["idle"] : []), lifecycle];
}

function goneBecause(found: AgentStatus): string | undefined {
  const { lifecycle, activity, desired, reason } = found;
  if (lifecycle === "failed") return reason?.message ?? "it failed";
  // A message wakes it
  if (lifecycle !== "inactive" || activity.state === "asleep") return undefined;
  if (laterBecause(found) !== undefined) return undefined;
  if (desired === "stopped") return "it is stopped";
  return reason?.message ?? "it does not run";
}

/** It comes by itself, though it does not run. */
function laterBecause({ lifecycle, schedule }: AgentStatus): string | undefined {
  if (lifecycle !== "inactive" || schedule?.stopped !== true || schedule.next === null)
    return undefined;
  return `its schedule stopped it, and starts it at ${schedule.next.at}`;
}

function silence(
  { lifecycle, activity }: AgentStatus,
  wanted: ReadonlySet<string>,
): string | undefined {
  const isSilent = activity.source === "none" || activity.source === "output";
  if (lifecycle !== "active" || !isSilent) return undefined;
  const waitsForIt = [...wanted].some((word) => !(lifecycles as readonly string[]).includes(word));
  return waitsForIt ? "it has told nothing of what it does so far" : undefined;
}

import type { Tmux } from "@mosaicstack/tmux-client";
import type { Runtime } from "@mosaicstack/runtimes";
import { quitSessions, type LeavingSession } from "./quit-sessions.js";
import { stopSessions, type StopResult } from "./stop-sessions.js";

export interface StopOptions {
  /** Milliseconds that the agent has between TERM and the end of its session. Default 10 s. */
  readonly graceMs?: number;
  /** Whose own way to quit is tried first, if it takes input just now. Without it TERM comes at once. */
  readonly runtime?: Runtime | undefined;
  /** What `quitSessions` found of it: it was told to quit already. */
  readonly leaving?: LeavingSession | undefined;
  /** Where the launcher keeps its folders, as `startSession` has it: what an earlier session of this name left running is found there. */
  readonly runtimeFolder?: string | undefined;
}

/**
 * Stops the session of exactly this agent, whatever it is called by now, if the launcher made it by hand: the runtime's own way to quit where it is
 * given, then `stopSessions`. Under a unit, systemd does this; call its manager instead.
 * Throws LaunchError `ForeignSession` for a session of that name which is not ours, and TmuxError.
 */
export async function stopSession(
  tmux: Tmux,
  name: string,
  { runtime, leaving, ...options }: StopOptions = {},
): Promise<StopResult> {
  const told = leaving ?? (await quitSessions(tmux, [{ name, runtime }])).get(name);
  const [result] = await stopSessions(tmux, [{ name, leaving: told }], options);
  if (result?.status === "fulfilled") return result.value;
  throw result?.reason;
}

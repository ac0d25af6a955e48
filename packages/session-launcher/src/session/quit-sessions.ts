import { setTimeout as sleep } from "node:timers/promises";
import { readActivity, type AgentChannel } from "@mosaicstack/agent-channel";
import { steps, type PaneRef, type Tmux } from "@mosaicstack/tmux-client";
import { boxState, needsColours, type Runtime } from "@mosaicstack/runtimes";
import { runOf, type AgentRun } from "./agent-run.js";
import { listSessions, type AgentSession } from "./list-sessions.js";
import { isAlive, readProcesses, signal, type ProcessIdentity } from "./processes.js";
import { waitReadyAll } from "./wait-ready.js";

export interface QuitAgent {
  readonly name: string;
  /** Where it says what it does; without it only its screen is looked at. */
  readonly channel?: AgentChannel | undefined;
  /** Undefined: it has no way of its own to quit. */
  readonly runtime: Runtime | undefined;
}

/** A session whose agent was told to quit, and what belonged to it before anything was sent. */
export interface LeavingSession {
  readonly session: AgentSession;
  readonly run: AgentRun;
  /** Whether it went by itself within the runtime's time. */
  readonly quit: boolean;
}

export interface QuitOptions {
  /** Hears which went, so that a unit can be stopped before it is restarted. */
  readonly ended?: (names: readonly string[]) => Promise<void>;
  /** Milliseconds until all have been told; who has not been by then is not told. Default 10 s. */
  readonly deadlineMs?: number;
  /** As `StopOptions` has it. */
  readonly runtimeFolder?: string | undefined;
}

/**
 * Types the runtime's own way to quit into each agent that takes input just now, and waits until it is gone, for the
 * runtime's time at most; all at once. By name those that were told, for `stopSessions` to go on with. Others, and a server
 * that does not answer, are left as they are: it is a courtesy. Throws only what `ended` throws.
 */
export async function quitSessions(
  tmux: Tmux,
  agents: readonly QuitAgent[],
  { ended, deadlineMs = 10_000, runtimeFolder }: QuitOptions = {},
): Promise<Map<string, LeavingSession>> {
  const limited = tmux.with({ signal: AbortSignal.timeout(deadlineMs) });
  const candidates = await whoCanQuit(limited, agents, runtimeFolder).catch(nobody);
  const told = await type(limited, candidates).catch(nobody);
  const quit = new Set<Candidate>();
  const began = Date.now();
  let waiting = told;
  while (waiting.length > 0) {
    const now = waiting.filter(({ half }) => !isAlive(half));
    for (const each of now) quit.add(each);
    if (now.length > 0) await ended?.(now.map(({ name }) => name));
    const ms = Date.now() - began;
    waiting = waiting.filter((each) => !quit.has(each) && ms < each.runtime.stop.waitMs);
    if (waiting.length > 0) await sleep(25);
  }
  return new Map(
    told.map((each) => [each.name, { session: each.session, run: each.run, quit: quit.has(each) }]),
  );
}

interface Candidate {
  readonly name: string;
  readonly pane: PaneRef;
  readonly runtime: Runtime;
  readonly words: string;
  readonly session: AgentSession;
  readonly run: AgentRun;
  readonly half: ProcessIdentity;
}

/** More than any screen has, and less than costs the other agents their time: a window can be made a hundred million large. */
const MOST_CELLS = 250_000;

async function whoCanQuit(
  tmux: Tmux,
  agents: readonly QuitAgent[],
  runtimeFolder: string | undefined,
): Promise<Candidate[]> {
  const able = agents.filter(({ runtime }) => runtime?.stop.type);
  if (able.length === 0) return [];
  const view = await listSessions(tmux);
  const table = readProcesses();
  return able.flatMap(({ name, runtime, channel }) => {
    // A prompt would take the words, or the Enter behind them, for its answer.
    if (channel && runtime && isBusy(channel, runtime)) return [];
    const session = view.agents.get(name);
    const words = runtime?.stop.type;
    if (runtime === undefined || !words || session === undefined) return [];
    if (session.pane === undefined || session.pane.cells > MOST_CELLS) return [];
    const run = runOf(table, name, view, { session, runtimeFolder });
    // Nobody reads in a pane of which the pane half, or the agent, is stopped.
    const isStopped = [...run.agents].some((pid) => table.get(pid)?.state === "T");
    if (run.half === undefined || isStopped) return [];
    return [{ name, runtime, words, session, run, half: run.half, pane: session.pane.ref }];
  });
}

function nobody(): Candidate[] {
  return [];
}

function isBusy(channel: AgentChannel, runtime: Runtime): boolean {
  try {
    const { state } = readActivity({ channel, runtime });
    return state === "working" || state === "blocked";
  } catch {
    // What nobody knows is no reason to type.
    return true;
  }
}

/** Those that read the words. Before them the pane half alone hears TERM, for the quit must not be restarted. */
async function type(tmux: Tmux, candidates: readonly Candidate[]): Promise<Candidate[]> {
  if (candidates.length === 0) return [];
  // A busy screen, or a dialog, would take the words for something else
  const looks = candidates.map((each) => ({ ...each, deadlineMs: 2000, dialogMs: 500 }));
  const readiness = await waitReadyAll(tmux, looks, { intervalMs: 100 });
  const ready = candidates.filter((_, index) => readiness[index]?.ready);
  const pasted = await Promise.all(ready.map(async (each) => await paste(tmux, each)));
  const told = ready.filter((_, index) => pasted[index]);
  if (told.length === 0) return [];
  // Read together with the text, some take Enter for a new line
  await sleep(300);
  const entered = await tmux.batch(told.map(({ pane }) => steps.keys(pane, "Enter")));
  return told.filter((_, index) => entered[index]?.status === "done");
}

async function paste(tmux: Tmux, { half, pane, words, runtime }: Candidate): Promise<boolean> {
  try {
    const screen = await tmux.panes.capture(pane, { escapes: needsColours(runtime) });
    // Behind somebody's half-typed text the words would be a message to the model.
    if (["text", "away"].includes(boxState(runtime, screen) ?? "")) return false;
    if (!signal(half, "SIGTERM")) return false;
    await tmux.panes.paste(pane, words);
    return true;
  } catch {
    return false;
  }
}

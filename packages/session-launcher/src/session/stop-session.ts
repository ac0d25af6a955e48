import { existsSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isTmuxError, type Tmux } from "@mosaicstack/tmux-client";
import { findOwnSession } from "./own-session.js";
import {
  ancestors,
  isAlive,
  processesMarked,
  processTree,
  signal,
  type ProcessIdentity,
} from "./processes.js";
import type { Runtime } from "../runtime/runtime.js";
import { quitSessions, type LeavingSession } from "./quit-sessions.js";

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

/** A process that outlived TERM and the end of its session, and was killed. */
export interface Stray {
  readonly pid: number;
  /** Its argv, blanks between; empty where that could not be read. */
  readonly command: string;
}

export interface StopResult {
  readonly outcome: "stopped" | "absent";
  /** What ended the agent: its own way to quit, or TERM and what follows; null when there was none. */
  readonly by: "quit" | "signal" | null;
  /** How many `strays` there were. */
  readonly killed: number;
  readonly strays: readonly Stray[];
}

/**
 * Stops the session of exactly this name, if the launcher made it by hand: the runtime's own way to quit where it is
 * given, then TERM to the agent's process group, its time, then the session, then what is left of its processes. Under
 * a unit, systemd does this; call its manager instead.
 * Throws LaunchError `ForeignSession` for a session of that name which is not ours, and TmuxError.
 */
export async function stopSession(
  tmux: Tmux,
  name: string,
  options: StopOptions = {},
): Promise<StopResult> {
  const leaving =
    options.leaving ?? (await quitSessions(tmux, [{ name, runtime: options.runtime }])).get(name);
  const session = leaving?.session ?? (await findOwnSession(tmux, name));
  const isLeftBehind = leftBehind(options.runtimeFolder, name);
  if (session === undefined) {
    const strays = await killLeftovers(() => processesMarked("MOSAIC_RUN", isLeftBehind));
    return { outcome: "absent", by: null, killed: strays.length, strays };
  }
  const leader = session.pane?.pid;
  // Taken before anything is sent: a process that dies leaves its children to init.
  const members = leaving?.members ?? (leader === undefined ? [] : processTree(leader));
  const gone = (): boolean => !members.slice(0, 1).some(isAlive);

  const by = leaving?.quit === true ? "quit" : "signal";
  if (by === "signal" && leader !== undefined && !gone()) signalGroup(leader, "SIGTERM");
  await until(gone, options.graceMs ?? 10_000);
  const reference = await tmux.sessions.find(name).catch(noServer);
  if (reference !== undefined && reference.id === session.id)
    await tmux.sessions.kill(reference).catch(noServer);

  const strays = await killLeftovers(() =>
    unique([
      ...members,
      ...processesMarked(
        "MOSAIC_RUN",
        (folder) => folder === session.folder || isLeftBehind(folder),
      ),
    ]),
  );
  // The folder's name is ours by construction; a hand-set option must not make us remove anything else.
  if (basename(dirname(session.folder)) === "hand")
    await rm(session.folder, { recursive: true, force: true });
  return { outcome: "stopped", by, killed: strays.length, strays };
}

/** Whether a mark is of a session of this name whose pane half is gone: another fleet's agent of this name has one. */
function leftBehind(runtimeFolder: string | undefined, name: string): (folder: string) => boolean {
  if (runtimeFolder === undefined) return () => false;
  const start = join(runtimeFolder, "hand", `${name}.`);
  return (folder) => {
    const starter = folder.startsWith(start) ? folder.slice(start.length) : "";
    return /^\d+$/.test(starter) && !isRunning(Number(starter)) && !hasPaneHalf(folder);
  };
}

/** Only a folder that is gone, or whose note names a process that is, has none: a note can be lost while its writer lives. */
function hasPaneHalf(folder: string): boolean {
  if (!existsSync(folder)) return false;
  try {
    const pid = Number(readFileSync(join(folder, "pane"), "latin1"));
    return !Number.isSafeInteger(pid) || pid <= 1 || isRunning(pid);
  } catch {
    return true;
  }
}

function isRunning(pid: number): boolean {
  return processTree(pid).some(isAlive);
}

/** The server may end with its last session. */
function noServer(error: unknown): undefined {
  if (!isTmuxError(error, "ServerAbsent")) throw error;
}

function signalGroup(leader: number, name: NodeJS.Signals): void {
  if (leader <= 1) return;
  try {
    process.kill(-leader, name);
  } catch {
    // gone already: the session ends below
  }
}

async function killLeftovers(left: () => ProcessIdentity[]): Promise<Stray[]> {
  await until(() => !left().some(isAlive), 500);
  // A caller that bears the mark itself, as what an agent started does, is not ended by what it asked for.
  const spared = new Set(ancestors(process.pid));
  const alive = left().filter((each) => isAlive(each) && !spared.has(each.pid));
  const strays = alive.map(({ pid }) => ({ pid, command: commandOf(pid) }));
  for (const each of alive) signal(each, "SIGKILL");
  await until(() => !alive.some(isAlive), 2000);
  return strays;
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").join(" ").trim();
  } catch {
    return "";
  }
}

function unique(processes: readonly ProcessIdentity[]): ProcessIdentity[] {
  return [...new Map(processes.map((each) => [`${each.pid} ${each.startTicks}`, each])).values()];
}

async function until(condition: () => boolean, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while (!condition() && Date.now() < end) await sleep(25);
}

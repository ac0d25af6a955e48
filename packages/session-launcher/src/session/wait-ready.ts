import { setTimeout as sleep } from "node:timers/promises";
import { isTmuxError, type PaneRef, type Tmux } from "@mosaicstack/tmux-client";
import {
  findObstacle,
  needsColours,
  withoutColours,
  type Looks,
  type Screen,
} from "@mosaicstack/runtimes";
import { ENDED, lookAtScreens } from "@mosaicstack/agent-channel";
import { readRecord } from "./session-record.js";

export interface ReadyOptions {
  /** Milliseconds; default the runtime's own, and 15 s for a plain command. */
  readonly deadlineMs?: number;
  /** Milliseconds for which the screen of a plain command has to stand still. Default 1 s. */
  readonly settleMs?: number;
  /** The agent's session record, by which an end is seen where the pane outlives it (restart loop, no unit). */
  readonly record?: string;
  /** Milliseconds after which a dialog is told, for some go by themselves. Default 5 s. */
  readonly dialogMs?: number;
  /** Milliseconds between two looks. Default 150. */
  readonly intervalMs?: number;
}

export type Readiness =
  | { readonly ready: true; readonly ms: number }
  | {
      readonly ready: false;
      /** `ended`: it is not running; `dialog`: it waits for a person; `timeout`: neither, but not ready either. */
      readonly cause: "ended" | "dialog" | "timeout";
      readonly reason: string;
      readonly ms: number;
    };

/** One of many to wait for. */
export interface ReadyCandidate extends Omit<ReadyOptions, "intervalMs"> {
  readonly pane: PaneRef;
  /** Undefined: a plain command. */
  readonly runtime: Looks | undefined;
  /** Whether any screen will do that stands still, as of a plain command. Default: without a runtime. */
  readonly anyScreen?: boolean | undefined;
}

/**
 * Waits until an agent that was just started takes input: no dialog on its screen, and its pattern shown in looks
 * `quietMs` apart or, without a pattern, some text that stood still for as long. A plain command (no `runtime`) is ready
 * when its screen stood still for `settleMs`, three times as long where it is blank; and at the deadline where it never
 * stands still, for some paint all the time. Throws TmuxError where it cannot be looked at, for anything but a pane that is gone.
 */
export async function waitReady(
  tmux: Tmux,
  pane: PaneRef,
  runtime: Looks | undefined,
  options: ReadyOptions = {},
): Promise<Readiness> {
  const [found] = await waitReadyAll(tmux, [{ ...options, pane, runtime }], options);
  if (found === undefined) throw new Error(`nothing was found of pane ${pane.id}`);
  return found;
}

/**
 * The same for many at once, in one call of tmux for each look, however many they are. `found` hears of each as soon as
 * it is known. In the given order. One that cannot be looked at is not ready at its deadline, and costs no other its own;
 * throws where none of them can.
 */
export async function waitReadyAll<Candidate extends ReadyCandidate>(
  tmux: Tmux,
  candidates: readonly Candidate[],
  options: {
    readonly intervalMs?: number | undefined;
    readonly found?: (candidate: Candidate, readiness: Readiness) => void;
  } = {},
): Promise<Readiness[]> {
  const known = new Map<Candidate, Readiness>();
  let waiting = await Promise.all(
    candidates.map(async (candidate) => ({ candidate, judge: await judgeOf(candidate) })),
  );
  let wasSeen = false;
  while (waiting.length > 0) {
    const began = Date.now();
    const screens = await look(
      tmux,
      waiting.map(({ candidate }) => candidate),
    );
    wasSeen ||= screens.some((screen) => !isLost(screen));
    const [first] = screens;
    if (!wasSeen && isLost(first)) throw first;
    const found = await Promise.all(waiting.map(async ({ judge }, index) => judge(screens[index])));
    waiting = waiting.filter(({ candidate }, index) => {
      const readiness = found[index];
      if (readiness === undefined) return true;
      known.set(candidate, readiness);
      options.found?.(candidate, readiness);
      return false;
    });
    // As long as the look took, at least: the server has others to serve
    const pause = Math.max(options.intervalMs ?? 150, Date.now() - began);
    if (waiting.length > 0) await sleep(pause);
  }
  return candidates.flatMap((candidate) => known.get(candidate) ?? []);
}

/** What a pane shows; undefined for one that is gone, and why where it cannot be looked at. */
type Sighting = Screen | Error | undefined;
type Judge = (screen: Sighting) => Promise<Readiness | undefined>;

/** What a row of screens of one agent says, the newest each time; undefined while nothing is said yet. */
async function judgeOf({
  runtime,
  anyScreen = runtime === undefined,
  ...options
}: ReadyCandidate): Promise<Judge> {
  const began = Date.now();
  const ms = (): number => Date.now() - began;
  const not = (cause: NotReady["cause"], reason: string): NotReady => ({
    ready: false,
    cause,
    reason,
    ms: ms(),
  });
  const ready = runtime?.ready;
  const deadline = options.deadlineMs ?? ready?.deadlineMs ?? 15_000;
  const quiet = ready?.quietMs ?? options.settleMs ?? 1000;
  const restarts = await restartsOf(options.record);
  let seen: Sight & { readonly since: number } = { kind: "nothing", text: "", since: began };
  return async (screen) => {
    const end = screen === undefined ? "its pane is gone" : await ended(options.record, restarts);
    if (screen === undefined || end !== undefined) return not("ended", `it ended at once: ${end}`);
    const late = ms() >= deadline;
    if (screen instanceof Error)
      return late ? not("timeout", `its screen cannot be looked at: ${screen.message}`) : undefined;
    const now = sight(screen, runtime, anyScreen);
    if (now.kind !== seen.kind || now.text !== seen.text) seen = { ...now, since: Date.now() };
    const stood = Date.now() - seen.since;
    const isBlank = anyScreen && seen.text.trim() === "";
    if (seen.kind === "input" && stood >= (isBlank ? 3 * quiet : quiet))
      return { ready: true, ms: ms() };
    if (seen.kind === "dialog" && (late || stood >= (options.dialogMs ?? 5000)))
      return not("dialog", `it waits for a person ("${seen.text}"): attach and answer`);
    if (late && anyScreen && seen.kind === "input") return { ready: true, ms: ms() };
    if (late) return not("timeout", `not ready after ${span(deadline)}: attach to see why`);
    return undefined;
  };
}

function span(milliseconds: number): string {
  return milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 1000)} s`;
}

type NotReady = Extract<Readiness, { readonly ready: false }>;

/** What a screen is, and the part of it that has to stand still. */
interface Sight {
  readonly kind: "nothing" | "dialog" | "input";
  readonly text: string;
}

function sight(screen: Screen, runtime: Looks | undefined, anyScreen: boolean): Sight {
  const text = withoutColours(screen.text);
  // The pane half speaks, so the agent does not run just now: it waits for a restart, or for the end of a usage limit
  if (text.trimEnd().split("\n").at(-1)?.startsWith(ENDED)) return { kind: "nothing", text: "" };
  const { words } = findObstacle(runtime, screen) ?? {};
  if (words !== undefined) return { kind: "dialog", text: words };
  const pattern = runtime?.ready.screen ?? null;
  if (pattern === null) {
    const isNothing = !anyScreen && text.trim() === "";
    return { kind: isNothing ? "nothing" : "input", text };
  }
  // What moves beside the pattern does not matter
  return { kind: new RegExp(pattern, "mu").test(text) ? "input" : "nothing", text: "" };
}

/** What each pane shows, in one call of tmux for all; in one for each where that fails, as for a screen that is too large. */
async function look(tmux: Tmux, candidates: readonly ReadyCandidate[]): Promise<Sighting[]> {
  const seen = await lookTogether(tmux, candidates);
  if (candidates.length === 1 || !seen.some(isLost)) return seen;
  return await Promise.all(
    seen.map(async (each, index) => {
      const wish = candidates.slice(index, index + 1);
      return isLost(each) ? (await lookTogether(tmux, wish))[0] : each;
    }),
  );
}

function isLost(sighting: Sighting): sighting is Error {
  return sighting instanceof Error;
}

async function lookTogether(
  tmux: Tmux,
  candidates: readonly ReadyCandidate[],
): Promise<Sighting[]> {
  const wishes = candidates.map(({ pane, runtime }) => ({ pane, colours: needsColours(runtime) }));
  const sighting = (error: Error): Sighting => (isGone(error) ? undefined : error);
  try {
    return (await lookAtScreens(tmux, wishes)).map((outcome) =>
      outcome.status === "done" ? outcome.value : sighting(outcome.error),
    );
  } catch (error) {
    if (!isTmuxError(error)) throw error;
    return candidates.map(() => sighting(error));
  }
}

function isGone(error: unknown): boolean {
  const gone = ["NoSuchPane", "StaleReference", "ServerAbsent", "PaneDead"] as const;
  return gone.some((code) => isTmuxError(error, code));
}

async function restartsOf(file: string | undefined): Promise<number> {
  return file === undefined ? 0 : ((await readRecord(file))?.restarts ?? 0);
}

/** How it ended, if the restart loop says so. */
async function ended(file: string | undefined, restarts: number): Promise<string | undefined> {
  const record = file === undefined ? undefined : await readRecord(file);
  if (record === undefined || (record.state === "active" && record.restarts === restarts))
    return undefined;
  return `status ${record.status ?? "unknown"}`;
}

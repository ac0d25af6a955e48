import { setTimeout as sleep } from "node:timers/promises";
import { isTmuxError, type PaneRef, type Tmux } from "@mosaicstack/tmux-client";
import type { RuntimeReady } from "../runtime/runtime.js";
import { readRecord } from "./session-record.js";

export interface ReadyOptions {
  /** Milliseconds; default the runtime's own, and 10 s for a plain command. */
  readonly deadlineMs?: number;
  /** Milliseconds that a plain command has to live. Default 1 s. */
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

/**
 * Waits until an agent that was just started takes input: no dialog on its screen, and its pattern shown in looks
 * `quietMs` apart or, without a pattern, some text that stood still for as long. A plain command (no `runtime`) is ready
 * when it lives after `settleMs`. Throws TmuxError for anything but a pane that is gone.
 */
export async function waitReady(
  tmux: Tmux,
  pane: PaneRef,
  runtime: { readonly ready: RuntimeReady } | undefined,
  options: ReadyOptions = {},
): Promise<Readiness> {
  const began = Date.now();
  const ms = (): number => Date.now() - began;
  const not = (cause: NotReady["cause"], reason: string): NotReady => ({
    ready: false,
    cause,
    reason,
    ms: ms(),
  });
  const ready = runtime?.ready;
  const deadline = options.deadlineMs ?? ready?.deadlineMs ?? 10_000;
  const quiet = ready?.quietMs ?? options.settleMs ?? 1000;
  const restarts = await restartsOf(options.record);
  let seen: Sight & { readonly since: number } = { kind: "nothing", text: "", since: began };
  for (;;) {
    const screen = await look(tmux, pane);
    const end = screen === undefined ? "its pane is gone" : await ended(options.record, restarts);
    if (screen === undefined || end !== undefined) return not("ended", `it ended at once: ${end}`);
    const now = ready === undefined ? alive : sight(screen, ready);
    if (now.kind !== seen.kind || now.text !== seen.text) seen = { ...now, since: Date.now() };
    const stood = Date.now() - seen.since;
    const late = ms() >= deadline;
    if (seen.kind === "input" && stood >= quiet) return { ready: true, ms: ms() };
    if (seen.kind === "dialog" && (late || stood >= (options.dialogMs ?? 5000)))
      return not("dialog", `it waits for a person ("${seen.text}"): attach and answer`);
    if (late) return not("timeout", `not ready after ${deadline} ms: attach to see why`);
    await sleep(options.intervalMs ?? 150);
  }
}

type NotReady = Extract<Readiness, { readonly ready: false }>;

/** What a screen is, and the part of it that has to stand still. */
interface Sight {
  readonly kind: "nothing" | "dialog" | "input";
  readonly text: string;
}
/** What a plain command shows does not matter. */
const alive: Sight = { kind: "input", text: "" };

function sight(screen: string, ready: RuntimeReady): Sight {
  for (const pattern of ready.dialogs) {
    const words = new RegExp(pattern, "u").exec(screen)?.[0];
    if (words !== undefined) return { kind: "dialog", text: words };
  }
  if (ready.screen === null)
    return { kind: screen.trim() === "" ? "nothing" : "input", text: screen };
  // What moves beside the pattern does not matter
  return { kind: new RegExp(ready.screen, "u").test(screen) ? "input" : "nothing", text: "" };
}

async function look(tmux: Tmux, pane: PaneRef): Promise<string | undefined> {
  try {
    return await tmux.panes.capture(pane);
  } catch (error) {
    const gone = ["NoSuchPane", "StaleReference", "ServerAbsent", "PaneDead"] as const;
    if (gone.some((code) => isTmuxError(error, code))) return undefined;
    throw error;
  }
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

import { createHash, randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { isTmuxError, type PaneRef, type Tmux } from "@mosaicstack/tmux-client";

export type DeliveryOutcome = "delivered" | "queued" | "refused" | "uncertain" | "failed";

export interface Delivery {
  readonly id: string;
  readonly outcome: DeliveryOutcome;
  /** What proves it: `screen` = the pane changed after Enter. Null without a proof. */
  readonly receipt: "screen" | null;
  /** Of the text as delivered. */
  readonly bytes: number;
  readonly sha256: string;
  readonly ms: number;
  readonly reason?: string;
}

export interface DeliveryOptions {
  /** Milliseconds to wait for the pane to show the paste. Default 5 s. */
  readonly paintMs?: number;
  /** What counts as proof that the agent took it. `none`: nothing known does, so the outcome stays `uncertain`. */
  readonly receipt?: "screen" | "none";
  /** Milliseconds to wait for a change after Enter. Default 3 s. */
  readonly receiptMs?: number;
}

/**
 * Pastes one message into a pane, waits until it is painted and the screen is quiet, sends Enter alone, and looks for a
 * change. The paste is never repeated. Never throws for what tmux says of the pane: that is `refused` or `failed`;
 * an agent without a pane is `refused: not running`.
 */
export async function deliver(
  tmux: Tmux,
  pane: PaneRef | undefined,
  message: string,
  options: DeliveryOptions = {},
): Promise<Delivery> {
  const began = Date.now();
  const text = printable(message);
  const done = (outcome: DeliveryOutcome, receipt: "screen" | null, reason?: string): Delivery => ({
    id: randomUUID(),
    outcome,
    receipt,
    bytes: Buffer.byteLength(text),
    sha256: createHash("sha256").update(text).digest("hex"),
    ms: Date.now() - began,
    ...(reason === undefined ? {} : { reason }),
  });
  if (pane === undefined) return done("refused", null, "not running");
  if (text === "") return done("refused", null, "empty");
  let pasted = false;
  try {
    const before = await tmux.panes.capture(pane);
    await tmux.panes.paste(pane, text);
    pasted = true;
    const painted = await quiet(tmux, pane, before, options.paintMs ?? 5000);
    await tmux.panes.keys(pane, "Enter");
    if (options.receipt === "none")
      return done("uncertain", null, "sent, but this runtime gives no receipt yet");
    const changed = await change(tmux, pane, painted, options.receiptMs ?? 3000);
    return changed
      ? done("delivered", "screen")
      : done("uncertain", null, "the screen did not change after Enter");
  } catch (error) {
    if (!isTmuxError(error)) throw error;
    if (error.code === "PaneInMode") return done("refused", null, "copy mode");
    if (pasted) return done("uncertain", null, error.message);
    return done(error.code === "PaneDead" ? "refused" : "failed", null, error.message);
  }
}

/** C0 but TAB and LF, DEL and C1 are taken out: an escape sequence could end the bracketed paste and type on. */
function printable(message: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are the subject
  return message
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
}

/** The screen once it differs from `before` and has stood still for a moment, or after the deadline. */
async function quiet(
  tmux: Tmux,
  pane: PaneRef,
  before: string,
  milliseconds: number,
): Promise<string> {
  const end = Date.now() + milliseconds;
  let last = await tmux.panes.capture(pane);
  while (Date.now() < end) {
    await sleep(80);
    const now = await tmux.panes.capture(pane);
    if (now === last && now !== before) break;
    last = now;
  }
  return last;
}

async function change(
  tmux: Tmux,
  pane: PaneRef,
  from: string,
  milliseconds: number,
): Promise<boolean> {
  const end = Date.now() + milliseconds;
  while (Date.now() < end) {
    await sleep(50);
    if ((await tmux.panes.capture(pane)) !== from) return true;
  }
  return false;
}

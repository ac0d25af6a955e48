import { isTmuxServer } from "../server/process.js";
import { capabilitiesOf } from "../server/capabilities.js";
import { isRelease } from "../server/version.js";
import type { Client } from "../transport/client.js";
import { pause } from "../transport/pause.js";
import { tmuxError } from "../transport/failure.js";
import type { FieldValues } from "../values/fields.js";
import { checkPane } from "../values/target.js";
import type { PaneRef } from "../values/target.js";
import { onPane } from "./pane-guard.js";

/**
 * How the program of a pane ended; `at` in seconds since 1970. `unknown`: by a signal that tmux 3.2
 * does not tell, and for a moment, without `at`, until tmux has collected the program.
 */
export type PaneExit =
  | { readonly kind: "code"; readonly code: number; readonly at: number | undefined }
  | { readonly kind: "signal"; readonly signal: number; readonly at: number | undefined }
  | { readonly kind: "unknown"; readonly at: number | undefined };

export type ExitFields = Pick<
  FieldValues,
  "pane_dead" | "pane_dead_status" | "pane_dead_signal" | "pane_dead_time"
>;

/** The exit in a row of `list()`; undefined while the program runs. */
export function paneExit(row: Readonly<ExitFields>): PaneExit | undefined {
  if (!row.pane_dead) return undefined;
  const at = row.pane_dead_time;
  if (row.pane_dead_status !== undefined) return { kind: "code", code: row.pane_dead_status, at };
  if (row.pane_dead_signal !== undefined)
    return { kind: "signal", signal: row.pane_dead_signal, at };
  return { kind: "unknown", at };
}

/** Between looks at a pane whose program has ended and whose status is yet to come. */
const WAITS: readonly number[] = [5, 10, 20, 40, 80, 160];

const NUDGE_MS = 40;

/** Now and then tmux misses SIGCHLD, and collects its programs only when the next one ends. */
function nudge(client: Client, pid: number): void {
  const { prefix, uid } = client.options;
  if (prefix.length > 0 || !isTmuxServer(pid, uid)) return;
  try {
    process.kill(pid, "SIGCHLD");
  } catch {
    // Gone: the next look says so.
  }
}

export async function exit(client: Client, pane: PaneRef): Promise<PaneExit | undefined> {
  checkPane(pane);
  for (const wait of WAITS) {
    const { told, record } = await look(client, pane);
    // tmux sees the terminal closed before it has collected the program.
    if (record?.kind !== "unknown" || record.at !== undefined || !told) return record;
    if (wait >= NUDGE_MS) nudge(client, pane.server.pid);
    await pause(client, wait);
  }
  return (await look(client, pane)).record;
}

async function look(
  client: Client,
  pane: PaneRef,
): Promise<{ told: boolean; record: PaneExit | undefined }> {
  const shown = ["display-message", "-p", "-t", pane.id];
  const fields = ["pane_dead", "pane_dead_status", "pane_dead_signal", "pane_dead_time", "version"];
  const format = fields.map((name) => `#{${name}}`).join("/");
  const output = await onPane(client, pane, [[...shown, format]], { shown });
  const match = /^([01]?)\/(\d*)\/(\d*)\/(\d*)\/(\S+)\n$/.exec(output.toString("latin1"));
  if (!match) {
    const what = `tmux said nothing readable of pane ${pane.id}`;
    throw tmuxError(client, "Protocol", what, { command: shown, delivery: "applied" });
  }
  const number = (text: string | undefined): number | undefined =>
    text ? Number(text) : undefined;
  const record = paneExit({
    pane_dead: match[1] === "1",
    pane_dead_status: number(match[2]),
    pane_dead_signal: number(match[3]),
    pane_dead_time: number(match[4]),
  });
  const version = match[5] ?? "";
  // A build that is no release may tell it, so it is waited for.
  return { told: !isRelease(version) || capabilitiesOf(version).has("exitSignal"), record };
}

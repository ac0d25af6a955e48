import { tmuxError } from "../transport/failure.js";
import type { CallOptions } from "../transport/call-options.js";
import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import { EPOCH_WITNESS, callGuarded, paneConditions, sameEpoch } from "../transport/guard.js";
import type { Guard, Verdict } from "../transport/guard.js";
import type { TmuxError } from "../values/error.js";
import { checkPane } from "../values/target.js";
import type { PaneRef } from "../values/target.js";

/** Epoch, pane, dead, modes, pipe. */
const WITNESS = `${EPOCH_WITNESS} #{pane_id} #{pane_dead} #{pane_in_mode} #{pane_pipe}`;

/** The guard of a pane: it is the one that is meant, and `more` holds of it. */
export function paneGuard(pane: PaneRef, more: readonly string[] = []): Guard {
  checkPane(pane);
  const conditions = [...paneConditions(pane), ...more];
  return { target: pane.id, conditions, witness: WITNESS };
}

/** Runs commands on exactly this pane. Throws NoSuchPane, StaleReference, and what `more` refuses. */
export async function onPane(
  client: Client,
  pane: PaneRef,
  commands: readonly Command[],
  options: CallOptions & { readonly shown: Command },
  guard: Guard = paneGuard(pane),
): Promise<Buffer> {
  const verdict = await callGuarded(client, guard, commands, options);
  return heldOrThrow(client, pane, verdict, options.shown);
}

export function heldOrThrow(
  client: Client,
  pane: PaneRef,
  verdict: Verdict,
  shown: Command,
): Buffer {
  if (verdict.held) return verdict.output;
  throw refused(client, pane, verdict.witness, shown);
}

function refused(
  client: Client,
  pane: PaneRef,
  witness: readonly string[],
  command: Command,
): TmuxError {
  const details = { command, delivery: "rejected" } as const;
  const [, , id, dead, modes, pipe] = witness;
  const because = (code: Parameters<typeof tmuxError>[1], what: string): TmuxError =>
    tmuxError(client, code, what, details);
  if (!sameEpoch(witness, pane.server)) {
    return because("StaleReference", `pane ${pane.id} was of another run of the tmux server`);
  }
  if (id !== pane.id) return because("NoSuchPane", `there is no pane ${pane.id} any more`);
  if (dead === "1") return because("PaneDead", `the program in pane ${pane.id} has ended`);
  if (command[0] === "pipe-pane" && pipe === "1") {
    return because("PanePiped", `the output of pane ${pane.id} goes into a pipe already`);
  }
  if (modes !== "0") {
    return because("PaneInMode", `pane ${pane.id} is in a mode, which swallows input`);
  }
  return because("Protocol", `tmux refused pane ${pane.id} without a reason`);
}

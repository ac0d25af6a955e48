import { call } from "./call.js";
import { tmuxError } from "./failure.js";
import type { CallOptions } from "./call-options.js";
import type { Client } from "./client.js";
import type { Command } from "./command.js";
import { quoteCommand } from "../values/quote.js";
import type { PaneRef, ServerEpoch } from "../values/target.js";

/** Conditions that tmux itself checks, in the same moment as it runs the commands. */
export interface Guard {
  /** What the conditions look at; without it only the server counts. */
  readonly target?: string;
  readonly conditions: readonly string[];
  /** A format printed when a condition fails, to tell which. */
  readonly witness: string;
  /** Run, without a guard, in the same call before. */
  readonly before?: readonly Command[];
  /** Run instead when a condition fails. */
  readonly otherwise?: readonly Command[];
}

export type Verdict =
  | { readonly held: true; readonly output: Buffer }
  | { readonly held: false; readonly witness: readonly string[] };

/** Runs the commands only while all conditions hold. Throws TmuxError when there is no verdict. */
export async function callGuarded(
  client: Client,
  guard: Guard,
  commands: readonly Command[],
  options: CallOptions,
): Promise<Verdict> {
  const output = await call(client, [...(guard.before ?? []), guarded(guard, commands)], options);
  const verdict = readVerdict(output);
  if (verdict) return verdict;
  throw tmuxError(
    client,
    "Protocol",
    "tmux gave no verdict on a guarded command; check `tmux -V`",
    {
      command: options.shown ?? [],
      delivery: "unknown",
    },
  );
}

/** One command that runs the others only while all conditions hold, and says which it did. */
export function guarded(guard: Guard, commands: readonly Command[]): Command {
  const target = guard.target === undefined ? [] : ["-t", guard.target];
  const yes = [["display-message", "-p", HELD], ...commands];
  const no = [
    ...(guard.otherwise ?? []),
    ["display-message", "-p", ...target, `${REFUSED} ${guard.witness}`],
  ];
  const condition = guard.conditions.reduceRight((rest, next) => `#{&&:${next},${rest}}`);
  return ["if-shell", "-F", ...target, condition, sequence(yes), sequence(no)];
}

/** Undefined when there is none. */
export function readVerdict(output: Buffer): Verdict | undefined {
  const newline = output.indexOf("\n");
  const words = output.toString("utf8", 0, Math.max(newline, 0)).split(" ");
  if (words[0] === HELD) return { held: true, output: output.subarray(newline + 1) };
  if (words[0] === REFUSED) return { held: false, witness: words.slice(1) };
  return undefined;
}

/** Holds only in this run of the server. */
export function epochConditions(epoch: ServerEpoch): string[] {
  return [`#{==:#{pid},${String(epoch.pid)}}`, `#{==:#{start_time},${String(epoch.startTime)}}`];
}

/** The start of every witness: which run of the server it is. */
export const EPOCH_WITNESS = "#{pid} #{start_time}";

export function sameEpoch(witness: readonly string[], epoch: ServerEpoch): boolean {
  return witness[0] === String(epoch.pid) && witness[1] === String(epoch.startTime);
}

/** Conditions under which the pane is the one that is meant. */
export function paneConditions(pane: PaneRef): string[] {
  return [...epochConditions(pane.server), `#{==:#{pane_id},${pane.id}}`];
}

const HELD = "held";
const REFUSED = "refused";

function sequence(commands: readonly Command[]): string {
  return commands.map(quoteCommand).join(" ; ");
}

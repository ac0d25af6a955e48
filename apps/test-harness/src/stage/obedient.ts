import { defaultSocket } from "@mosaicstack/fleet";
import type { Rehearsal } from "../live/rehearsal.js";
import type { StagedAgent } from "./roster.js";

/** An agent that does what is typed into its pane, for faults that begin inside an agent. `more`: other keys of its entry. */
export function obedient(name: string, more: Readonly<Record<string, unknown>> = {}): StagedAgent {
  return { name, command: ["/bin/sh", "-c", OBEY], ...more };
}

/** Types a line of shell into the pane of one, past the command. What it does is for the caller to wait for. */
export async function order(fleet: Rehearsal, agent: string, line: string): Promise<void> {
  const keys = (...words: readonly string[]): Promise<unknown> =>
    fleet.run("tmux", "-N", "-L", defaultSocket, "send-keys", "-t", `=${agent}:`, ...words);
  await keys("-l", line);
  await keys("Enter");
}

const OBEY = 'while IFS= read -r line; do eval "$line"; done';

import { runtimeNames as known, runtimes, type RuntimeName as Known } from "@mosaicstack/runtimes";

/** A runtime that a roster can name. `command` runs what `command:` says; the others bring their own argv. */
export type RuntimeName = Known | "command";

export const runtimeNames: readonly RuntimeName[] = [...known, "command"];

/** The runtimes that tell when they are idle, and whose conversation can be brought back. */
export const runtimesThatSleep: readonly RuntimeName[] = ["claude", "codex", "opencode", "pi"];

/** The runtimes without a flag that skips permission prompts: they have no prompts, or we do not know them. */
export const runtimesWithoutPrompts: readonly RuntimeName[] = [
  ...known.filter((name) => runtimes[name].unattended.length === 0),
  "command",
];

/** The runtimes a roster can name. `command` runs what `command:` says; the others bring their own argv. */
export const runtimeNames = [
  "claude",
  "codex",
  "opencode",
  "pi",
  "gemini",
  "qwen",
  "amp",
  "command",
] as const;

export type RuntimeName = (typeof runtimeNames)[number];

/** The runtimes that tell when they are idle, and whose conversation can be brought back. */
export const runtimesThatSleep: readonly RuntimeName[] = ["claude", "codex", "opencode", "pi"];

/** The runtimes without a flag that skips permission prompts: they have no prompts, or we do not know them. */
export const runtimesWithoutPrompts: readonly RuntimeName[] = ["pi", "command"];

/** Commands that are promised and that this version lacks: asked for one, it says so instead of guessing at a slip. */
export const laterCommands: readonly string[] = ["web"];

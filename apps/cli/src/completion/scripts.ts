import { bashScript } from "./bash.js";
import { fishScript } from "./fish.js";
import type { CompletionTable } from "./table.js";
import { zshScript } from "./zsh.js";

/** By the name of the shell that reads it. */
export const scripts: ReadonlyMap<string, (table: CompletionTable) => string> = new Map([
  ["bash", bashScript],
  ["zsh", zshScript],
  ["fish", fishScript],
]);

import type { CommandText } from "../command.js";
import type { ProgramText } from "../program.js";
import { bashScript } from "./bash.js";
import { fishScript } from "./fish.js";
import { completionTable, plain, type CompletionTable } from "./table.js";
import { zshScript } from "./zsh.js";

/** Each for a program `tool-name`, whose functions have `tool_name` in their names. */
const scripts: ReadonlyMap<string, (table: CompletionTable) => string> = new Map([
  ["bash", bashScript],
  ["zsh", zshScript],
  ["fish", fishScript],
]);

/** The script that completes a program in a shell; undefined where the shell is not known. */
export function completionScript(
  shell: string,
  text: ProgramText,
  commands: readonly CommandText[],
): string | undefined {
  const script = scripts.get(shell)?.(completionTable(text, commands));
  const [name = ""] = plain([text.name]);
  return script?.replaceAll("tool-name", name).replaceAll("tool_name", name.replaceAll("-", "_"));
}

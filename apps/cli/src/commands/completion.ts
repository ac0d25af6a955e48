import type { OfferedKind } from "@mosaicstack/fleet";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { FlagTable } from "@mosaicstack/command-line";
import { defineCommand, type Call, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError } from "../failure.js";

const flags = {
  // What a script asks by. Its words are those of `Takes` in place.ts.
  words: { value: "WORDS", says: "print what can be typed, a word a line", hidden: true },
} as const satisfies FlagTable;

/** `commands` gives the list that it is a part of. */
export function completionFor(commands: () => readonly Command[]): Command {
  return defineCommand({
    name: "completion",
    summary: "print a script that completes this command in a shell",
    details:
      'bash, in ~/.bashrc: `eval "$(mosaic-fleet completion bash)"`\n' +
      'zsh, in ~/.zshrc, behind compinit: `eval "$(mosaic-fleet completion zsh)"`\n' +
      "fish, in ~/.config/fish/config.fish: `mosaic-fleet completion fish | source`",
    words: { usage: "bash|zsh|fish", count: "any" },
    flags,
    examples: ["mosaic-fleet completion fish > ~/.config/fish/completions/mosaic-fleet.fish"],
    run: async (call) => {
      const { output, words, flags: given, globals } = call;
      if (globals.json)
        throw new CliError("Usage", "`completion` has no `--json`: it prints a script");
      if (given.words !== undefined) return await printWords(call, given.words);
      const { completionTable } = await import("../completion/table.js");
      const { scripts } = await import("../completion/scripts.js");
      const [shell = "", more] = words;
      const script = scripts.get(shell);
      if (script === undefined || more !== undefined) {
        const what =
          words.length === 0
            ? "no shell was named"
            : `\`${words.join(" ")}\` is no shell that is known here`;
        throw new CliError("Usage", what, "Name `bash`, `zsh` or `fish`.");
      }
      output.draw(script(completionTable(commands())).trimEnd());
      return ExitCode.Done;
    },
  });
}

/** Nothing where nothing is known: who presses a key asked for no message. What a terminal cannot show cannot be typed either. */
async function printWords(
  { context, output, globals }: Call<FlagTable>,
  kind: string,
): Promise<number> {
  try {
    const { offeredWords } = await import("../offered-words.js");
    const { roster } = globals;
    const found = await offeredWords(kind as OfferedKind, { roster, env: context.env });
    for (const word of found) if (visible(word) === word) output.print(word);
  } catch {
    // No roster, one that cannot be read, no such kind
  }
  return ExitCode.Done;
}

import { visible } from "@mosaicstack/tmux-client/visible";
import { defineCommand, type Call, type Command, type CommandText } from "./command.js";
import { UsageError } from "./failure.js";
import type { Flag, FlagTable } from "./flags.js";
import type { ProgramText } from "./program.js";

type Own = Readonly<Record<"words", Flag & { readonly value: string }>>;

const flags: Own = {
  // What a script asks by. Its words are those of `Takes`.
  words: { value: "WORDS", says: "print what can be typed, a word a line", hidden: true },
};

/** A use of `completion`. */
export type CompletionCall<Context, Globals extends FlagTable> = Call<Own, Context, Globals>;

type Script = (
  shell: string,
  text: ProgramText,
  commands: readonly CommandText[],
) => string | undefined;

/** `completion`; `commands` gives the list that it is a part of, `script` loads `completionScript`. */
export function completionOf<Context, Globals extends FlagTable>(
  text: ProgramText<Globals>,
  given: {
    readonly commands: () => readonly CommandText[];
    readonly script: () => Promise<Script>;
    readonly example: string;
    /** Words of a kind that only this machine knows. A throw: none. */
    readonly words?: (
      kind: string,
      call: CompletionCall<Context, Globals>,
    ) => Promise<readonly string[]>;
  },
): Command<Context, Globals> {
  const { name } = text;
  return defineCommand<Own, Context, Globals>({
    name: "completion",
    summary: "print a script that completes this command in a shell",
    details:
      `bash, in ~/.bashrc: \`eval "$(${name} completion bash)"\`\n` +
      `zsh, in ~/.zshrc, behind compinit: \`eval "$(${name} completion zsh)"\`\n` +
      `fish, in ~/.config/fish/config.fish: \`${name} completion fish | source\``,
    words: { usage: "bash|zsh|fish", count: "any" },
    flags,
    examples: [given.example],
    run: async (call) => {
      const { output, words } = call;
      if (output.json) throw new UsageError("`completion` has no `--json`: it prints a script");
      const kind = call.flags.words;
      if (kind !== undefined) {
        // Nothing where nothing is known: who presses a key asked for no message. What a terminal cannot show cannot be typed either.
        const found = (await given.words?.(kind, call).catch(() => [])) ?? [];
        for (const word of found) if (visible(word) === word) output.print(word);
        return 0;
      }
      const script = await given.script();
      const [shell = "", more] = words;
      const written = more === undefined ? script(shell, text, given.commands()) : undefined;
      if (written === undefined) {
        const what =
          words.length === 0
            ? "no shell was named"
            : `\`${words.join(" ")}\` is no shell that is known here`;
        throw new UsageError(what, "Name `bash`, `zsh` or `fish`.");
      }
      output.draw(written.trimEnd());
      return 0;
    },
  });
}

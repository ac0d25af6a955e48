import { commandWords, type Output } from "@mosaicstack/command-line";
import type { CliContext } from "./context.js";
import { CliError } from "./failure.js";
import type { GlobalFlags } from "./global-flags.js";
import { commandLine, sameFleet } from "./invocation.js";

/** Asks on the terminal: what is to be done, as a question that yes answers. */
export interface Question {
  /** As it was typed, with all that says what is to be done: the same with `--yes` is the remedy. */
  readonly command: readonly string[];
  /** What would happen, half a sentence: `ends 2 agents and removes 4 files`. */
  readonly what: string;
}

/**
 * Whether to go on with what costs somebody something: `--yes` or a person's yes; everything but `y` and `yes` is a no, and
 * is said. Throws `Usage` where nobody can be asked.
 */
export async function isConfirmed(
  call: {
    readonly context: CliContext;
    readonly output: Output;
    readonly globals: GlobalFlags;
  },
  { command: argv, what }: Question,
): Promise<boolean> {
  const { context, output, globals } = call;
  if (globals.yes) return true;
  const command = commandWords(argv);
  const yes = commandLine(context.env, [...argv, ...sameFleet(globals), "--yes"]);
  if (!context.isTTY.stdin || !context.isTTY.stderr) {
    throw new CliError(
      "Usage",
      `\`${command}\` ${what}, and there is no terminal to ask on`,
      `Look first, then run it with \`--yes\`: \`${yes}\`.`,
    );
  }
  output.warn(`\`${command}\` ${what}. Go on? [y/N]`);
  const answer = (await firstLine(context.stdin)).trim().toLowerCase();
  if (answer === "y" || answer === "yes") return true;
  output.warn("Nothing was done.");
  return false;
}

async function firstLine(input: CliContext["stdin"]): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of input) {
    text += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
    if (text.includes("\n") || text.length > 1024) break;
  }
  return text.split("\n")[0] ?? "";
}

import type { CliContext } from "./context.js";
import type { FlagTable, FlagValues } from "./flags.js";
import type { GlobalFlags } from "./global-flags.js";
import type { Output } from "./output.js";

/** What a command says about itself: help, completion and the manual page are made of it. */
export interface CommandText<Table extends FlagTable = FlagTable> {
  readonly name: string;
  readonly alias?: string;
  /** One line, as the list of commands shows it. */
  readonly summary: string;
  /** More, for the command's own help. */
  readonly details?: string;
  /** Words that it takes beside options. */
  readonly words?: Words;
  readonly flags: Table;
  readonly examples: readonly string[];
}

export interface CommandSpec<Table extends FlagTable> extends CommandText<Table> {
  /** Loads what it needs itself, so that help and version load none of it. Returns the exit code. */
  readonly run: (call: Call<Table>) => Promise<number>;
}

export interface Words {
  /** As the usage line shows them. Each placeholder says what kind of word it is: see `place.ts`. */
  readonly usage: string;
  readonly count: "one" | "any";
}

/** One use of a command. */
export interface Call<Table extends FlagTable> {
  readonly context: CliContext;
  readonly output: Output;
  readonly words: readonly string[];
  readonly flags: FlagValues<Table>;
  readonly globals: GlobalFlags;
}

/** A command whose flags only it knows by name. */
export type Command = CommandSpec<FlagTable>;

export function defineCommand<const Table extends FlagTable>(spec: CommandSpec<Table>): Command {
  return spec as unknown as Command;
}

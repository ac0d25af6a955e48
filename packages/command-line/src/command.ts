import type { FlagTable, FlagValues } from "./flags.js";
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

export interface Words {
  /** As the usage line shows them. Each placeholder says what kind of word it is. */
  readonly usage: string;
  readonly count: "one" | "any";
}

/** A command of a program whose commands are given a `Context` and have the options `Globals` in common. */
export interface CommandSpec<
  Table extends FlagTable,
  Context,
  Globals extends FlagTable,
> extends CommandText<Table> {
  /** Loads what it needs itself, so that help and version load none of it. Returns the exit code. */
  readonly run: (call: Call<Table, Context, Globals>) => Promise<number>;
}

/** One use of a command. */
export interface Call<Table extends FlagTable, Context, Globals extends FlagTable> {
  readonly context: Context;
  readonly output: Output;
  readonly words: readonly string[];
  readonly flags: FlagValues<Table>;
  readonly globals: FlagValues<Globals>;
}

/** A command whose flags only it knows by name. */
export type Command<Context, Globals extends FlagTable> = CommandSpec<FlagTable, Context, Globals>;

/** `defineCommand` of one program. */
export type DefineCommand<Context, Globals extends FlagTable> = <const Table extends FlagTable>(
  spec: CommandSpec<Table, Context, Globals>,
) => Command<Context, Globals>;

export function defineCommand<const Table extends FlagTable, Context, Globals extends FlagTable>(
  spec: CommandSpec<Table, Context, Globals>,
): Command<Context, Globals> {
  return spec as unknown as Command<Context, Globals>;
}

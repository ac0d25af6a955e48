import type { Command } from "./command.js";
import type { Failure, Telling } from "./failure.js";
import type { FlagTable, FlagValues } from "./flags.js";
import type { Group } from "./groups.js";
import type { OutputOptions } from "./output.js";
import type { PlaceKinds } from "./place.js";

/** What a program says about itself beside its commands: data alone, so that help needs nothing else. */
export interface ProgramText<Globals extends FlagTable = FlagTable> {
  /** As it is typed. */
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** In the order of help. Names of commands that this version lacks are passed over. */
  readonly groups: readonly Group[];
  /** Options of every command; they stand before the command's name or after it. */
  readonly globals: Globals;
  /** What its placeholders stand for, beside FILE, PATH, DIR and COMMAND. */
  readonly places: PlaceKinds;
  /** Sentences of help, below the options. */
  readonly notes: readonly string[];
  readonly exitCodes: readonly (readonly [code: number, meaning: string])[];
  /** A line to copy. */
  readonly example: string;
}

/** What an app gives of itself; all else is the same for each. */
export interface Program<Context, Globals extends FlagTable> {
  readonly text: ProgramText<Globals>;
  readonly commands: readonly Command<Context, Globals>[];
  /** Commands that are promised and that this version lacks: asked for one, it says so instead of guessing at a slip. */
  readonly later: readonly string[];
  readonly version: () => string;
  readonly telling: Telling;
  /** Any thrown value as a failure. */
  readonly failureOf: (error: unknown) => Failure;
  /** Set to `1`, this variable has the place of an error shown. */
  readonly debug: string;
  /** Whether these words, those before `--`, ask for a document: asked where the parser was stopped. */
  readonly wantsJson: (words: readonly string[]) => boolean;
  /** How a command speaks that was given these. */
  readonly look: (
    globals: FlagValues<Globals>,
    flags: Readonly<Record<string, unknown>>,
  ) => OutputOptions;
}

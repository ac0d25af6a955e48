import {
  defineCommand as define,
  type Call as CallOf,
  type Command as CommandOf,
  type DefineCommand,
  type FlagTable,
} from "@mosaicstack/command-line";
import type { CliContext } from "./context.js";
import type { globalFlags } from "./global-flags.js";

/** One use of a command. */
export type Call<Table extends FlagTable> = CallOf<Table, CliContext, typeof globalFlags>;

/** A command whose flags only it knows by name. */
export type Command = CommandOf<CliContext, typeof globalFlags>;

export const defineCommand: DefineCommand<CliContext, typeof globalFlags> = define;

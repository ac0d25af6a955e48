import {
  defineCommand as define,
  type Call as CallOf,
  type Command as CommandOf,
  type DefineCommand,
  type FlagTable,
} from "@mosaicstack/command-line";
import type { Context } from "../context.js";
import type { globalFlags } from "../program-text.js";

/** One use of a command. */
export type Call<Table extends FlagTable> = CallOf<Table, Context, typeof globalFlags>;

/** A command whose flags only it knows by name. */
export type Command = CommandOf<Context, typeof globalFlags>;

export const defineCommand: DefineCommand<Context, typeof globalFlags> = define;

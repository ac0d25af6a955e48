import { Option, type Command } from "commander";
import type { Context } from "../context.js";
import { formats } from "../report/formats.js";

/** What a command needs to be added to the program; it says its exit code to `done`. */
export type AddCommand = (program: Command, context: Context, done: (code: number) => void) => void;

/** `--format` of the commands whose result holds or does not. */
export const formatOption = (): Option =>
  new Option("--format <format>", "how the result is printed").choices(formats).default("human");

/** `--format` of the commands that only tell. */
export const tellOption = (): Option =>
  new Option("--format <format>", "how it is printed").choices(["human", "json"]).default("human");

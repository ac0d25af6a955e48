import type { CommanderError } from "commander";
import type { Failure } from "./failure.js";

/** What commander says of a mistake on the command line, as a failure in our words. */
export function usageFailure(
  error: CommanderError,
  program: { readonly name: string; readonly later: readonly string[] },
): Failure {
  const allCommands = listOfCommands(program.name);
  if (error.code === "commander.help") {
    return { code: "Usage", message: "no command was given", remedy: allCommands };
  }
  // A word of the command line may hold line breaks; what commander proposes is at the end, and no word of it.
  const [, what = "", suggestion = ""] = MESSAGE.exec(error.message) ?? [];
  const later = program.later.find((name) => what === `unknown command '${name}'`);
  if (later !== undefined) {
    const message = `this version does not have \`${later}\` yet`;
    return { code: "Usage", message, remedy: allCommands };
  }
  const message = what.replaceAll(/'([^']*)'/g, "`$1`").replace(/\.$/, "");
  return { code: "Usage", message, remedy: remedyFor(error.code, suggestion, allCommands) };
}

const MESSAGE = /^(?:error: )?(.*?)(\n\(Did you mean [^\n]*\?\))?$/s;

export function listOfCommands(name: string): string {
  return `\`${name} --help\` lists the commands.`;
}

function remedyFor(code: string, suggestion: string, allCommands: string): string {
  const near = /Did you mean (?:one of )?(.*)\?\)/.exec(suggestion)?.[1];
  if (near !== undefined) {
    const names = near.split(", ").map((name) => `\`${name}\``);
    return `Did you mean ${names.join(" or ")}?`;
  }
  if (code === "commander.unknownCommand") return allCommands;
  if (code === "commander.unknownOption") {
    return "Add `--help` to see the options. A word that begins with `-` goes after `--`.";
  }
  return "Add `--help` to see how it is used.";
}

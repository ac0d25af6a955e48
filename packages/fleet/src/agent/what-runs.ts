import { expandWorkdir, splitCommand, type DesiredAgent } from "@mosaicstack/roster";
import { findProgram } from "@mosaicstack/agent-channel";
import { runtimes, type RuntimeName } from "@mosaicstack/runtimes";
import type { ExplainDiagnostic } from "../documents/explain.js";
import type { AgentContext } from "./agent-context.js";
import { valueOf, winnerOf, type AgentValue } from "./value.js";

/** What the launcher makes of an agent's values, and why it would refuse them. */
interface Made<T> {
  readonly value: T;
  readonly trouble?: ExplainDiagnostic;
}

/**
 * The argv that is run, as the launcher chooses it: the command that a person names, then the roster's for this runtime, then the
 * runtime's own, then the canary. Empty where it would refuse.
 */
export function commandOf(
  agent: DesiredAgent,
  context: AgentContext,
  values: readonly AgentValue[],
): Made<readonly string[]> {
  const value = (name: string): string => valueOf(values, name) ?? "";
  const runtime = value("MOSAIC_AGENT_RUNTIME");
  const ofRoster = runtime === value("MOSAIC_ROSTER_RUNTIME") ? value("MOSAIC_ROSTER_COMMAND") : "";
  const command = value("MOSAIC_AGENT_COMMAND") || ofRoster;
  const refused = (name: string, message: string, remedy: string): Made<readonly string[]> => ({
    value: [],
    trouble: {
      code: "bad-command",
      severity: "error",
      ...at(context, values, name),
      message,
      remedy,
    },
  });
  const found = ([program = "", ...rest]: readonly string[]): Made<readonly string[]> => ({
    value: [findProgram(program, value("PATH")) ?? program, ...rest],
  });
  if (command !== "") {
    const words = splitCommand(command);
    const name = "MOSAIC_AGENT_COMMAND";
    if ("problem" in words)
      return refused(
        name,
        `MOSAIC_AGENT_COMMAND cannot be split into words: ${words.problem}`,
        `Change it: ${words.hint ?? "see its quotes"}.`,
      );
    if (words.length > 0) return found(words);
    return refused(
      name,
      "MOSAIC_AGENT_COMMAND holds no word",
      "Name a program, or remove the line.",
    );
  }
  if (runtime === "") return { value: [context.paths.script, "--canary", agent.name] };
  if (Object.hasOwn(runtimes, runtime)) return found(runtimes[runtime as RuntimeName].argv);
  return refused(
    "MOSAIC_AGENT_RUNTIME",
    "MOSAIC_AGENT_RUNTIME names a runtime that has no command of its own",
    `Set it to ${Object.keys(runtimes).join(", ")}, or set MOSAIC_AGENT_COMMAND too.`,
  );
}

/** The folder it is run in; what is not absolute is refused. */
export function workdirOf(context: AgentContext, values: readonly AgentValue[]): Made<string> {
  const name = "MOSAIC_AGENT_WORKDIR";
  const home = valueOf(values, "HOME") || context.paths.home;
  const value = expandWorkdir(valueOf(values, name) || home, home);
  if (value.startsWith("/")) return { value };
  const trouble: ExplainDiagnostic = {
    code: "relative-path",
    severity: "error",
    ...at(context, values, name),
    message: `${name} is not absolute`,
    remedy: "Write a path that begins with `/` or `~/`.",
  };
  return { value, trouble };
}

/** Where a value stands. */
function at(
  { desired }: AgentContext,
  values: readonly AgentValue[],
  name: string,
): Pick<ExplainDiagnostic, "file" | "line"> {
  const { file = desired.file, line } = winnerOf(values, name)?.source ?? {};
  return line === undefined ? { file } : { file, line };
}

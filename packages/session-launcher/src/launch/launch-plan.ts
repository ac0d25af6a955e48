import { dirname } from "node:path";
import { findProgram, isExecutableFile } from "@mosaicstack/agent-channel";
import {
  overrideRuntime,
  runtimes,
  type Runtime,
  type RuntimeOverride,
  type RuntimeName,
} from "@mosaicstack/runtimes";

/** What is wanted of one agent, already free of `~`. */
export interface LaunchAgent {
  readonly name: string;
  readonly runtime: RuntimeName | "command";
  /** The argv of `runtime: command`. */
  readonly command?: readonly string[] | undefined;
  readonly args: readonly string[];
  readonly unattended: boolean;
  /** Whether a restart goes on with the conversation, where the runtime can. Default false. */
  readonly resume?: boolean;
  /** Fields of the runtime that hold for this agent alone. */
  readonly override?: RuntimeOverride | undefined;
  readonly workdir?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

export interface LaunchContext {
  /** PATH that the agent will have, colon separated. */
  readonly path: string;
  /** Where programs are looked for next, for instance the caller's own PATH; colon separated. */
  readonly fallbackPath?: string;
  /** Where they are looked for last, see `wellKnownFolders`. */
  readonly folders?: readonly string[];
  /** The folder of the installed scripts, for runtimes that tell what they do. Default: they are not asked to. */
  readonly tools?: string;
  /** Whether a path is a program that may be run. Default: the file system's answer. */
  readonly isExecutable?: (file: string) => boolean;
}

/** Who found the program: the agent's own PATH, the caller's, a well-known folder; or it was given as a path. */
export type ProgramSource = "path" | "fallback" | "well-known" | "given" | "nowhere";

/** How an agent will be started. `missing` names a program that was found nowhere; argv then keeps its bare name. */
export interface LaunchPlan {
  /** For a new conversation. `{mosaic:id}` and `{mosaic:dir}` in it are filled in by the launcher script. */
  readonly argv: readonly string[];
  /** The same for one that is brought back; undefined where that is not wanted, or not possible. */
  readonly resumeArgv: readonly string[] | undefined;
  /** PATH for the agent: its own, led by the program's folder where that PATH did not find it. */
  readonly path: string;
  readonly missing: string | undefined;
  readonly workdir: string | undefined;
  readonly env: Readonly<Record<string, string>>;
  readonly provenance: {
    /** Whose argv it is. */
    readonly command: RuntimeName | "command";
    readonly program: ProgramSource;
    /** The flag that asks for no permission, where the roster wanted it and the runtime has one. */
    readonly unattended: readonly string[];
    readonly path: "own" | "led by the program's folder";
  };
}

/**
 * Pure but for `isExecutable`: the argv with an absolute program, so that a unit needs no shell profile to find it.
 */
export function resolveLaunch(agent: LaunchAgent, context: LaunchContext): LaunchPlan {
  const { argv, resumeArgv, unattended, variables } = argvOf(agent, context.tools);
  const [program = "", ...rest] = argv;
  const { file, source } = look(program, context);
  // A program found elsewhere (nvm, a prefix of npm) usually needs its neighbours, such as `node`.
  const led = source === "fallback" || source === "well-known";
  return {
    argv: [file ?? program, ...rest],
    resumeArgv: resumeArgv && [file ?? program, ...resumeArgv.slice(1)],
    path: led && file !== undefined ? `${dirname(file)}:${context.path}` : context.path,
    missing: file === undefined ? program : undefined,
    workdir: agent.workdir,
    env: { ...variables, ...agent.env },
    provenance: {
      command: agent.runtime,
      program: source,
      unattended,
      path: led ? "led by the program's folder" : "own",
    },
  };
}

/** The runtime as it holds for this agent; undefined for `runtime: command`. */
export function runtimeOf(agent: Pick<LaunchAgent, "runtime" | "override">): Runtime | undefined {
  if (agent.runtime === "command") return undefined;
  const runtime = runtimes[agent.runtime];
  return agent.override === undefined ? runtime : overrideRuntime(runtime, agent.override);
}

function look(
  program: string,
  context: LaunchContext,
): { file: string | undefined; source: ProgramSource } {
  const isExecutable = context.isExecutable ?? isExecutableFile;
  const places: readonly (readonly [ProgramSource, string])[] = [
    [program.includes("/") ? "given" : "path", context.path],
    ["fallback", context.fallbackPath ?? ""],
    ["well-known", (context.folders ?? []).join(":")],
  ];
  for (const [source, path] of places) {
    const file = findProgram(program, path, isExecutable);
    if (file !== undefined) return { file, source };
  }
  return { file: undefined, source: "nowhere" };
}

interface Words {
  readonly argv: readonly string[];
  readonly resumeArgv: readonly string[] | undefined;
  readonly unattended: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
}

function argvOf(agent: LaunchAgent, tools: string | undefined): Words {
  const runtime = runtimeOf(agent);
  if (runtime === undefined) {
    const argv = [...(agent.command ?? []), ...agent.args];
    return { argv, resumeArgv: undefined, unattended: [], variables: {} };
  }
  const unattended = agent.unattended ? runtime.unattended : [];
  const channel = tools === undefined ? undefined : runtime.channel;
  const at = (text: string): string => text.replaceAll("{tools}", tools ?? "");
  const rest = [...unattended, ...(channel?.args.map(at) ?? []), ...agent.args];
  // A subcommand such as `resume` stands in front of the flags.
  const argv = (words: readonly string[]): string[] => [
    ...runtime.argv,
    ...words.map((word) => word.replaceAll(/\{(id|dir)\}/g, "{mosaic:$1}")),
    ...rest,
  ];
  return {
    argv: argv(runtime.newSession),
    resumeArgv: agent.resume && runtime.resume.length > 0 ? argv(runtime.resume) : undefined,
    unattended,
    variables: Object.fromEntries(
      Object.entries(channel?.variables ?? {}).map(([key, value]) => [key, at(value)]),
    ),
  };
}

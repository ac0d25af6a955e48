import { dirname } from "node:path";
import { joinCommand, type DesiredAgent } from "@mosaicstack/roster";
import {
  isExecutableFile,
  resolveLaunch,
  runtimeOf,
  wellKnownFolders,
  type LaunchPlan,
  type Runtime,
} from "@mosaicstack/session-launcher";
import { readAgentFiles, type AgentFiles, type EnvFileReader } from "./env-files.js";
import { ownRuntime } from "./agent-runtime.js";
import { dropInFile } from "./drop-in-file.js";
import type { Environment, FleetPaths } from "../files/paths.js";
import { pickEnvironment } from "./pick-environment.js";
import { readText } from "../files/write-file.js";

/** One agent, ready to be written into a unit's drop-in or handed to the launcher. */
export interface AgentLaunch {
  readonly agent: DesiredAgent;
  readonly plan: LaunchPlan;
  /** What the roster puts into the environment, the launcher's own settings included. */
  readonly rosterEnvironment: Readonly<Record<string, string>>;
  readonly files: AgentFiles;
}

/** `path`: PATH that agents get when the roster names none. */
export async function agentLaunch(
  agent: DesiredAgent,
  context: EnvFileReader & { env: Environment; path: string; socket: string | undefined },
): Promise<AgentLaunch> {
  const files = await readAgentFiles(agent, context);
  const path =
    files.own.get("PATH") ?? files.roster.get("PATH") ?? agent.env["PATH"] ?? context.path;
  // Where it was found last time comes first: a look from a shell with another PATH must not see a change.
  const fallback = [
    await recordedFolder(agent, context.paths),
    context.env["PATH"],
    context.paths.tools,
  ];
  const { folders, isExecutable } = machineOf(context);
  const plan = resolveLaunch(agent, {
    path,
    fallbackPath: fallback.filter(Boolean).join(":"),
    folders,
    tools: context.paths.tools,
    // The launcher is put into place before anything starts.
    isExecutable: (file) => file === context.paths.script || isExecutable(file),
  });
  const runtime = runtimeOf(agent) ?? ownRuntime(agent);
  return {
    agent,
    plan,
    files,
    rosterEnvironment: {
      ...(plan.path === context.path ? {} : { PATH: plan.path }),
      ...plan.env,
      MOSAIC_TMUX_SOCKET: context.socket ?? "",
      MOSAIC_AGENT_RUNTIME: agent.runtime,
      MOSAIC_AGENT_WORKDIR: agent.workdir,
      // For this runtime only: an override of MOSAIC_AGENT_RUNTIME in agents/<agent>.env must not meet another's argv.
      MOSAIC_ROSTER_RUNTIME: agent.runtime,
      MOSAIC_ROSTER_COMMAND: joinCommand(plan.argv),
      ...(plan.resumeArgv === undefined
        ? {}
        : {
            MOSAIC_ROSTER_RESUME: joinCommand(plan.resumeArgv),
            ...(runtime?.conversation ? { MOSAIC_ROSTER_CONVERSATION: runtime.conversation } : {}),
          }),
      ...screenEnvironment(runtime),
      MOSAIC_TRANSCRIPT: String(agent.transcript),
      ...(runtime?.state.includes("stream") ? { MOSAIC_STREAM: "osc" } : {}),
      ...(agent.onQuota === "resume" ? { MOSAIC_ON_QUOTA: "resume" } : {}),
    },
  };
}

interface Machine {
  readonly at: number;
  readonly folders: readonly string[];
  readonly isExecutable: (file: string) => boolean;
}

/** Milliseconds for which it serves: one look of a command at a hundred agents, most of which run the same program. */
const FRESH = 100;
const machines = new WeakMap<FleetPaths, Machine>();

function machineOf({ paths, env }: { paths: FleetPaths; env: Environment }): Machine {
  const now = performance.now();
  const known = machines.get(paths);
  if (known !== undefined && now - known.at < FRESH) return known;
  const found = new Set<string>();
  const machine = {
    at: now,
    folders: wellKnownFolders(paths.home, env),
    isExecutable: (file: string): boolean => {
      if (found.has(file)) return true;
      if (!isExecutableFile(file)) return false;
      found.add(file);
      return true;
    },
  };
  machines.set(paths, machine);
  return machine;
}

/** What the drain of the queue has to know of the screen; nothing where it does not type. */
function screenEnvironment(runtime: Runtime | undefined): Record<string, string> {
  if (runtime?.channel.drain !== "hook" && runtime?.channel.drain !== "stream") return {};
  const { box, ready } = runtime;
  const known = {
    MOSAIC_ROSTER_DRAFT: box.text,
    MOSAIC_ROSTER_SHOWN: box.shown,
    MOSAIC_ROSTER_EMPTY: box.empty,
    MOSAIC_ROSTER_DIALOGS: ready.dialogs.join("|"),
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([key, value]) => (value ? [[key, value]] : [])),
  );
}

/** The program that nobody can find, unless the user's own file names another command or runtime. */
export function missingProgram(launch: AgentLaunch): string | undefined {
  const own = launch.files.own;
  if (own.has("MOSAIC_AGENT_COMMAND") || own.has("MOSAIC_AGENT_RUNTIME")) return undefined;
  return launch.files.roster.has("MOSAIC_AGENT_COMMAND") ? undefined : launch.plan.missing;
}

/** The whole environment of an agent that is started by hand. */
export function handEnvironment(
  launch: AgentLaunch,
  context: { env: Environment; path: string },
): Record<string, string> {
  const named = [
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
  ];
  return {
    LANG: "C.UTF-8",
    ...pickEnvironment(context.env, named),
    PATH: context.path,
    ...launch.rosterEnvironment,
    ...Object.fromEntries(launch.files.roster),
    ...Object.fromEntries(launch.files.own),
  };
}

async function recordedFolder(agent: DesiredAgent, paths: FleetPaths): Promise<string | undefined> {
  const text = await readText(dropInFile(agent.name, paths.units)).catch(() => undefined);
  const program = /^Environment="MOSAIC_ROSTER_COMMAND=([^\s"'\\%]+)/m.exec(text ?? "")?.[1];
  return program?.startsWith("/") === true ? dirname(program) : undefined;
}

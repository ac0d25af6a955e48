import { dirname } from "node:path";
import type { DesiredAgent } from "@mosaicstack/roster";
import { isExecutableFile } from "@mosaicstack/agent-channel";
import { resolveLaunch, wellKnownFolders, type LaunchPlan } from "@mosaicstack/session-launcher";
import { oneLook } from "../files/one-look.js";
import type { FleetPaths } from "../files/paths.js";
import { readText } from "../files/write-file.js";
import type { AgentContext } from "./agent-context.js";
import { agentRuntime } from "./agent-runtime.js";
import { dropInFile } from "./drop-in-file.js";
import { rosterValues } from "./roster-values.js";
import { valueOf, winnerOf, type AgentValue } from "./value.js";
import { layered, plainValues, readDisk } from "./values.js";

/** One agent, ready to be written into a unit's drop-in or handed to the launcher. */
export interface AgentLaunch {
  readonly agent: DesiredAgent;
  readonly plan: LaunchPlan;
  /** What the roster puts into the environment, the launcher's own settings included: what its drop-in says. */
  readonly roster: readonly AgentValue[];
  /** All that it is given, `roster` included, lowest precedence first. */
  readonly values: readonly AgentValue[];
}

/** Throws as `readAgentFiles`. */
export async function agentLaunch(
  agent: DesiredAgent,
  context: AgentContext,
): Promise<AgentLaunch> {
  const { env, paths, supervisor } = context;
  const disk = await readDisk(agent, context);
  const named = winnerOf(plainValues(agent, context, disk), "PATH");
  const path = named?.value ?? supervisor.path;
  // Where it was found last time comes first: a look from a shell with another PATH must not see a change.
  const recorded =
    context.supervisor.kind === "systemd" ? await recordedFolder(agent, paths) : undefined;
  const fallback = [recorded, env["PATH"], paths.tools];
  const { folders, isExecutable } = programsOf(context);
  const plan = resolveLaunch(agent, {
    path,
    fallbackPath: fallback.filter(Boolean).join(":"),
    folders,
    tools: paths.tools,
    // The launcher is put into place before anything starts.
    isExecutable: (file) => file === paths.script || isExecutable(file),
  });
  // Whoever names PATH himself has the last word.
  const leads = plan.path !== path && named?.source.kind === "built-in";
  const roster = rosterValues(agent, context, plan, leads ? plan.path : undefined);
  let values: readonly AgentValue[] | undefined;
  return {
    agent,
    plan,
    roster,
    // Asked for by who starts it; what is compared is `roster`.
    get values() {
      return (values ??= layered(agent, context, disk, roster));
    },
  };
}

/** The program that nobody can find, unless something names another command or runtime than the roster's. */
export function missingProgram({ agent, plan, values }: AgentLaunch): string | undefined {
  const isReplaced =
    valueOf(values, "MOSAIC_AGENT_COMMAND") || agentRuntime(agent, values) !== agent.runtime;
  return isReplaced ? undefined : plan.missing;
}

async function recordedFolder(agent: DesiredAgent, paths: FleetPaths): Promise<string | undefined> {
  const text = await readText(dropInFile(agent.name, paths.units)).catch(() => undefined);
  const program = /^Environment="MOSAIC_ROSTER_COMMAND=([^\s"'\\%]+)/m.exec(text ?? "")?.[1];
  return program?.startsWith("/") === true ? dirname(program) : undefined;
}

/** Where programs are: most of a hundred agents run the same one. */
function programsOf({ paths, env }: Pick<AgentContext, "paths" | "env">): {
  readonly folders: readonly string[];
  readonly isExecutable: (file: string) => boolean;
} {
  return oneLook(paths, "programs", () => {
    const found = new Set<string>();
    return {
      folders: wellKnownFolders(paths.home, env),
      isExecutable: (file: string): boolean => {
        if (found.has(file)) return true;
        if (!isExecutableFile(file)) return false;
        found.add(file);
        return true;
      },
    };
  });
}

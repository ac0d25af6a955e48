import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { defaultSocket } from "@mosaicstack/fleet";
import { launcherPath } from "./launcher-path.js";

/** An agent of a rehearsal: a name, or an entry of the roster. Without `command` and `runtime` it is the script's own canary. */
export type StagedAgent = string | (Readonly<Record<string, unknown>> & { readonly name: string });

export interface StagedRoster {
  readonly agents: readonly StagedAgent[];
  /** Over those of a rehearsal: short pauses before restarts, and as many restarts as it takes. */
  readonly defaults?: Readonly<Record<string, unknown>>;
  /** Other keys of the roster. */
  readonly more?: Readonly<Record<string, unknown>>;
}

export const nameOf = (agent: StagedAgent): string =>
  typeof agent === "string" ? agent : agent.name;

const rosterPath = (home: string): string =>
  join(home, ".config", "mosaic", "fleet", "roster.yaml");

/** Writes the roster to where the command looks for it. JSON is YAML. */
export async function writeRoster(
  home: string,
  { agents, defaults = {}, more = {} }: StagedRoster,
): Promise<void> {
  const roster = {
    version: 1,
    name: "rehearsal",
    socket_name: defaultSocket,
    ...more,
    defaults: { runtime: "command", restart: RESTART, ...defaults },
    agents: agents.map((agent) => entryOf(agent)),
  };
  await mkdir(dirname(rosterPath(home)), { recursive: true });
  for (const agent of agents) await mkdir(join(home, workOf(nameOf(agent))), { recursive: true });
  await writeFile(rosterPath(home), `${JSON.stringify(roster, null, 2)}\n`);
}

/** Pauses would be most of a rehearsal, and a walk has more ends in a row than an agent in a year. */
const RESTART = { delay: "300ms", max_delay: "300ms", burst: 10_000 };

const workOf = (name: string): string => join("work", name);

function entryOf(agent: StagedAgent): object {
  const entry = typeof agent === "string" ? { name: agent } : agent;
  const canary = ["/bin/sh", "-c", `exec ~/${launcherPath} --canary "$0"`, entry.name];
  const place = "worktree" in entry ? {} : { workdir: `~/${workOf(entry.name)}` };
  return { ...place, ...("runtime" in entry ? {} : { command: canary }), ...entry };
}

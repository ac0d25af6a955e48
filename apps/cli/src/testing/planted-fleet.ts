import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StatusDocument } from "@mosaicstack/fleet";
import { agentFiles, type AgentFiles, type AgentPlaces } from "./agent-files.js";
import { mosaic, type Bed, type BedOptions, type Ended } from "./bed.js";
import { guard, layOutBelongings, type Belongings } from "./belongings.js";
import { faultOf } from "./judge.js";

/** A fleet in which each `bad` agent may have anything in the place of its files, beside one that is `good`. */
export interface PlantedFleet {
  readonly bed: Bed;
  readonly belongings: Belongings;
  readonly bad: readonly string[];
  /** Where an agent's files are just now. */
  files(agent: string): AgentFiles;
  places(agent: string): AgentPlaces;
  run(argv: readonly string[], options?: BedOptions): Promise<Ended>;
  /** Runs a command that concerns all of them; what is wrong, by the agent that it is wrong with. */
  faults(argv: readonly string[], options?: Judged): Promise<string[]>;
  /**
   * What happened to the good one, to the person's own session and files since the first call; nothing, it should be.
   * `anew`: the good one was ended and started on purpose.
   */
  harm(options?: { readonly anew?: boolean }): Promise<string[]>;
  /** Names of the sessions on the fleet's server. */
  sessions(): Promise<string[]>;
}

export interface Judged extends BedOptions {
  /** Puts every bad agent's name where this word stands. */
  readonly agents?: boolean;
  /** More that is wrong with it, where it was about these agents. */
  readonly judge?: (ended: Ended, agents: readonly string[]) => string | undefined;
}

const socket = "mosaic-fleet";

/** Lays out home and roster; `newlines`: bytes of the largest file that is planted. */
export function openPlantedFleet(bed: Bed, bad: readonly string[], newlines: number): PlantedFleet {
  const belongings = layOutBelongings(bed.home, newlines);
  const roster = join(bed.home, ".config/mosaic/fleet/roster.yaml");
  const alone = (agent: string): string => join(bed.home, `.config/mosaic/${agent}.yaml`);
  mkdirSync(join(roster, ".."), { recursive: true });
  writeFileSync(roster, rosterOf(bad, bed.home));
  for (const agent of bad) writeFileSync(alone(agent), rosterOf([agent], bed.home));

  const list = async (name: string, format: string): Promise<string> =>
    (await bed.exec("tmux", ["-L", name, "list-panes", "-a", "-F", format])).stdout.trim();
  const own = "mine";
  const neighbours = async (): Promise<string> => {
    const format = "#{session_name} #{session_id} #{session_created} #{pane_pid} #{pane_dead}";
    const rows = (await list(socket, format)).split("\n");
    return [...rows.filter((row) => row.startsWith("good ")), await list(own, format)].join("\n");
  };
  let before: { files: Record<string, string>; neighbours: string } | undefined;

  const fleet: PlantedFleet = {
    bed,
    belongings,
    bad,
    places: (agent) => ({
      agent,
      socket,
      runtime: join(bed.runtime, "mosaic-fleet"),
      state: join(bed.home, ".local/state/mosaic/fleet"),
    }),
    files: (agent) => agentFiles(fleet.places(agent)),
    run: async (argv, options) => await mosaic(bed, argv, options),
    faults: async (argv, { agents = false, judge = () => undefined, ...options } = {}) => {
      const wrong = async (
        names: readonly string[],
        ...more: readonly string[]
      ): Promise<string | undefined> => {
        const words = argv.flatMap((word) => (agents && word === "AGENT" ? names : [word]));
        const ended = await mosaic(bed, [...words, ...more], options);
        return faultOf(ended) ?? judge(ended, names);
      };
      const all = await wrong(bad);
      if (all === undefined) return [];
      const each = await Promise.all(
        bad.map(async (agent) => {
          const fault = await wrong([agent], "--roster", alone(agent));
          return fault === undefined ? [] : [`${agent}: ${argv.join(" ").slice(0, 40)}: ${fault}`];
        }),
      );
      const named = each.flat();
      return named.length > 0 ? named : [`all together: ${argv.join(" ").slice(0, 40)}: ${all}`];
    },
    harm: async ({ anew = false } = {}) => {
      const now = { files: guard(bed.home), neighbours: await neighbours() };
      if (before === undefined) {
        before = now;
        await bed.exec("tmux", ["-L", own, "new-session", "-d", "-s", own, "sleep", "3600"]);
        before.neighbours = await neighbours();
        return before.neighbours.split("\n").length === 2 ? [] : [`it has ${before.neighbours}`];
      }
      if (anew) before.neighbours = now.neighbours;
      const { files } = before;
      const names = Object.keys({ ...files, ...now.files });
      const changed = names.filter((name) => files[name] !== now.files[name]);
      const isSame = now.neighbours === before.neighbours;
      return [
        ...changed.map((name) => `~/${name} was ${files[name]}, is ${now.files[name]}`),
        ...(isSame ? [] : [`was ${before.neighbours}, is ${now.neighbours}`]),
      ];
    },
    sessions: async () =>
      (await list(socket, "#{session_name}")).split("\n").filter((name) => name !== ""),
  };
  return fleet;
}

/** The parsed `status --json`; throws for what is none. */
export function parseStatus({ stdout, stderr }: Ended): StatusDocument {
  if (!stdout.includes('"agents":')) throw new Error(`no status: ${stdout}${stderr}`);
  return JSON.parse(stdout) as StatusDocument;
}

function rosterOf(agents: readonly string[], home: string): string {
  // A configuration of its own each, so that they are started at once
  const bad = agents.map(
    (name) =>
      `  - { name: ${name}, runtime: claude, env: { CLAUDE_CONFIG_DIR: ${home}/.cache/${name} } }\n`,
  );
  return `version: 1
name: planted
socket_name: ${socket}
defaults: { restart: { policy: always, delay: 1s } }
agents:
  - { name: good, runtime: command, command: [start-agent-session.sh, --canary] }
${bad.join("")}`;
}

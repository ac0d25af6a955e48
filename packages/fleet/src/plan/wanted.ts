import { basename } from "node:path";
import type { DesiredAgent } from "@mosaicstack/roster";
import type { Prepared } from "../agent/prepare-agents.js";
import { begunSchedules } from "../agent/schedule-note.js";
import { readStopped } from "../agent/stopped-mark.js";
import type { FleetContext } from "../context.js";
import { digest } from "../files/digest.js";
import type { WantedFile } from "../files/write-file.js";

/** What should be, as far as this machine can tell: the roster's agents, and the files that have to stand for them. */
export interface Wanted {
  /** Everybody's, the same bytes that the packages ship, and what the roster says of the socket. */
  readonly files: readonly WantedFile[];
  /** Generated files that must not stand, by path. */
  readonly stale: readonly string[];
  /** Of launcher and units together: what an agent is started by. */
  readonly shipped: string;
  /** In roster order. */
  readonly agents: readonly WantedAgent[];
}

export interface WantedAgent {
  readonly agent: DesiredAgent;
  /** `stopped`: disabled, or stopped by a person. */
  readonly should: "running" | "stopped";
  /** What keeps a person's mark from being read; it stops nobody then. */
  readonly fault: unknown;
  /** Why it cannot be started, and what to do; undefined where nothing is in the way. */
  readonly trouble: string | undefined;
  /** What the roster says of it alone; none where the supervisor has none, and where it cannot be said. */
  readonly file: WantedFile | undefined;
  /** Of what starts and stops it by the clock; not there where the supervisor has no such. */
  readonly timer?: WantedTimer;
}

export interface WantedTimer {
  /** Where its drop-in stands, if it has one. */
  readonly path: string;
  /** None without a schedule. */
  readonly file: WantedFile | undefined;
  /** It is to run: not of one that is disabled, nor after `down`. */
  readonly isKept: boolean;
  /** Whether the agent should run is settled once it does. */
  readonly begins: boolean;
}

/** What should be of these agents. `should`: by the person's marks, or that all that are enabled should run. */
export async function wantFleet(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  { launches, troubles }: Pick<Prepared, "launches" | "troubles">,
  should: "as-marked" | "running",
): Promise<Wanted> {
  const { supervisor } = fleet;
  const files = await supervisor.files();
  const marks =
    should === "as-marked"
      ? readStopped(
          fleet,
          agents.map(({ name }) => name),
        )
      : undefined;
  const begun = begunSchedules(
    fleet,
    agents.flatMap(({ name, schedule }) => (schedule === undefined ? [] : name)),
  );
  const byName = new Map(launches.map((launch) => [launch.agent.name, launch]));
  return {
    files,
    stale: supervisor.stale?.() ?? [],
    shipped: shippedDigest(files),
    agents: agents.map((agent): WantedAgent => {
      const launch = byName.get(agent.name);
      const mark = marks?.get(agent.name);
      return {
        agent,
        should: !agent.enabled || mark?.stopped === true ? "stopped" : "running",
        fault: mark?.fault,
        trouble: troubles.get(agent.name),
        file: launch === undefined ? undefined : supervisor.dropIn?.(launch),
        ...(supervisor.schedules === undefined
          ? {}
          : {
              timer: {
                path: supervisor.schedules.file(agent.name),
                file: supervisor.schedules.dropIn(agent),
                isKept: agent.schedule !== undefined && agent.enabled && mark?.by !== "down",
                begins: agent.schedule !== undefined && !begun.has(agent.name),
              },
            }),
      };
    }),
  };
}

/** By what an agent is started, in a word. */
function shippedDigest(files: readonly WantedFile[]): string {
  const texts = files.filter(isLauncher).map(({ path, text }) => `${basename(path)}\0${text}\0`);
  return digest(texts.join(""));
}

/** Scripts and units: an agent that runs keeps those that it was started by. */
export function isLauncher({ path }: WantedFile): boolean {
  return path.endsWith(".sh") || path.endsWith(".service");
}

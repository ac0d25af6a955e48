import { createHash } from "node:crypto";
import type { DesiredAgent } from "@mosaicstack/roster";
import { readOwn, writeOwn, type OwnFile } from "../files/own-file.js";
import type { FleetPaths } from "../files/paths.js";

interface Place {
  readonly paths: FleetPaths;
  readonly socket: string | undefined;
}

/** Notes with which settings an agent is started, so that a later look sees that its roster entry changed. Throws FleetError `Failed`. */
export async function noteSettings(place: Place, agent: DesiredAgent): Promise<void> {
  writeOwn(settingsNote(place, agent.name), `${fingerprint(agent)}\n`);
}

/**
 * Whether the agent was started with other settings than the roster gives now; false where nothing was noted, or not as a whole, as
 * after a power loss. Throws NotOurs for what stands there and is no note.
 */
export function settingsDiffer(place: Place, agent: DesiredAgent): boolean {
  const noted = readOwn(settingsNote(place, agent.name));
  const [whole] = /^[0-9a-f]{64}\n$/.exec(noted ?? "") ?? [];
  return whole !== undefined && whole.trim() !== fingerprint(agent);
}

/** The same for who has to be sure of its settings: true also where nothing can be known of them. */
export async function settingsChanged(place: Place, agent: DesiredAgent): Promise<boolean> {
  try {
    return settingsDiffer(place, agent);
  } catch {
    return true;
  }
}

/** Of what needs a restart to take effect. What the machine resolves (PATH) is left out: it depends on who looks. */
function fingerprint(agent: DesiredAgent): string {
  const { runtime, command, args, unattended, resume, workdir, env, envFile } = agent;
  const { limits, restart, transcript, onQuota, screen } = agent;
  const settings = [
    runtime,
    command,
    args,
    unattended,
    resume,
    workdir,
    Object.entries(env),
    envFile,
    limits,
    restart,
    transcript,
    onQuota,
    // Only where it is there, so that those of earlier versions hold.
    ...(screen === undefined ? [] : [screen]),
  ];
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex");
}

export function settingsNote({ paths, socket }: Place, agent: string): OwnFile {
  return { root: paths.state, names: ["started", socket ?? "default", agent] };
}

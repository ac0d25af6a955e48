import type { DesiredAgent } from "@mosaicstack/roster";
import { recordFault } from "@mosaicstack/session-launcher";
import { readAgentFiles } from "../agent/env-files.js";
import { agentLaunch } from "../agent/agent-launch.js";
import type { FleetContext } from "../context.js";
import { FleetError, wordsOf } from "../error.js";
import { settingsDiffer } from "../agent/started-settings.js";
import { lookDrift } from "./look-drift.js";
import { readOwn, sessionNote } from "../files/own-file.js";
import type { Observation } from "../supervisor/supervisor.js";
import { readText } from "../files/write-file.js";
import type { Drift } from "../documents/status.js";

/** What stands on disk for an agent, or was taken at its start, and is not what the roster says now. `stopped`: it should not run. */
export async function changedFiles(
  fleet: FleetContext,
  agent: DesiredAgent,
  { lifecycle, since }: Observation,
  stopped: boolean,
): Promise<Drift[]> {
  const active = lifecycle === "active";
  const first = await dropInDrift(fleet, agent, active);
  const found = first === undefined ? [] : [first];
  if (!active) {
    // Of one that should run and does not: what its env files say may be why.
    const asks = first === undefined && !stopped;
    return asks ? [...found, ...(await envFileDrift(fleet, agent))] : found;
  }
  // Who told since when has read it whole.
  const record = since === null ? await recordDrift(fleet, agent.name) : undefined;
  if (record !== undefined) found.push(record);
  try {
    if (settingsDiffer(fleet, agent)) {
      const message = "was started with other settings: the roster's hold from its next start on";
      found.push({ kind: "settings", target: agent.name, message });
    }
  } catch (error) {
    found.push(lookDrift(agent.name, error));
  }
  return found;
}

/** Who restarts an agent by the launcher's own loop is known from its record alone: without one, its state is not. */
async function recordDrift(fleet: FleetContext, agent: string): Promise<Drift | undefined> {
  if (fleet.supervisor.kind !== "tmux") return undefined;
  const file = fleet.paths.sessionRecord(fleet.socket, agent);
  const fault = await recordFault(file);
  if (fault === undefined) return undefined;
  try {
    readOwn(sessionNote(fleet, agent));
  } catch (error) {
    return lookDrift(agent, error);
  }
  const message = `has a session, but whether it runs in it is not known: its record ${file} is ${fault}. It is written anew at the agent's next end or start`;
  return { kind: "file", target: file, message };
}

async function envFileDrift(fleet: FleetContext, agent: DesiredAgent): Promise<Drift[]> {
  // All rules for units come with it.
  const { checkEnvFiles, placeOf } = await import("../agent/check-env-files.js");
  const findings = await checkEnvFiles(agent, fleet);
  return findings.map((each) => ({ kind: "file", target: each.file, message: placeOf(each) }));
}

async function dropInDrift(
  fleet: FleetContext,
  agent: DesiredAgent,
  active: boolean,
): Promise<Drift | undefined> {
  try {
    const { dropIn } = fleet.supervisor;
    if (dropIn === undefined) {
      // No drop-in here; the files are read for the trouble that they would make at the next start.
      await readAgentFiles(agent, fleet);
      return undefined;
    }
    const launch = await agentLaunch(agent, { ...fleet, path: fleet.supervisor.path });
    const { path, text: wanted } = dropIn(launch);
    const text = await readText(path);
    if (text === wanted || (text === undefined && !active)) return undefined;
    const what = text === undefined ? "is gone" : "differs from what the roster says";
    return { kind: "file", target: path, message: `${path} ${what}: run \`mosaic-fleet up\`` };
  } catch (error) {
    // One agent's unreadable env file is that agent's trouble; the others are shown all the same.
    if (!(error instanceof FleetError)) throw error;
    return {
      kind: "file",
      target: agent.name,
      message: wordsOf(error),
    };
  }
}

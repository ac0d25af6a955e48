import type { DesiredAgent } from "@mosaicstack/roster";
import { recordFault } from "@mosaicstack/session-launcher";
import { readAgentFiles } from "./agent-environment.js";
import { agentLaunch } from "./agent-launch.js";
import { checkEnvFiles, placeOf } from "./check-env-files.js";
import type { FleetContext } from "./context.js";
import { FleetError } from "./error.js";
import { settingsChanged } from "./fingerprint.js";
import { isStopped } from "./intent.js";
import type { Drift } from "./status.js";
import type { Observation } from "./supervisor.js";
import { readText } from "./write-file.js";

/** By agent: what stands on disk, or was taken at its start, and is not what the roster says now. */
export async function changedFiles(
  fleet: FleetContext,
  observed: ReadonlyMap<string, Observation>,
): Promise<Map<string, Drift[]>> {
  const drifts = await Promise.all(
    fleet.desired.agents.map(async (agent) => {
      const active = observed.get(agent.name)?.lifecycle === "active";
      const found = [await dropInDrift(fleet, agent, active)];
      if (active) found.push(await recordDrift(fleet, agent.name));
      if (active && (await settingsChanged(fleet, agent))) {
        const message = "was started with other settings: the roster's hold from its next start on";
        found.push({ kind: "settings", target: agent.name, message });
      }
      if (!active && found[0] === undefined) found.push(...(await envFileDrift(fleet, agent)));
      return [agent.name, found.filter((drift) => drift !== undefined)] as const;
    }),
  );
  return new Map(drifts);
}

/** Who restarts an agent by the launcher's own loop is known from its record alone: without one, its state is not. */
async function recordDrift(fleet: FleetContext, agent: string): Promise<Drift | undefined> {
  if (fleet.supervisor.kind !== "tmux") return undefined;
  const file = fleet.paths.sessionRecord(fleet.socket, agent);
  const fault = await recordFault(file);
  if (fault === undefined) return undefined;
  const message = `has a session, but whether it runs in it is not known: its record ${file} is ${fault}. It is written anew at the agent's next end or start`;
  return { kind: "file", target: file, message };
}

/** Of an agent that should run and does not: what its env files say may be why. */
async function envFileDrift(fleet: FleetContext, agent: DesiredAgent): Promise<Drift[]> {
  if (!agent.enabled || (await isStopped(fleet, agent.name))) return [];
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
      message: `${error.message}. ${error.remedy ?? ""}`.trim(),
    };
  }
}

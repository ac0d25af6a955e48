import type { DesiredAgent } from "@mosaicstack/roster";
import { agentLaunch, missingProgram, type AgentLaunch } from "../agent/agent-launch.js";
import { placeOf } from "../agent/check-env-files.js";
import { checkOwnNames } from "../agent/check-own-names.js";
import type { FleetContext } from "../context.js";
import { FleetError, wordsOf } from "../error.js";
import { writeAll } from "../install/install.js";

/** By agent why it cannot be started, with what to do. */
export type Troubles = Map<string, string>;

/**
 * How each of these agents is started; those of which that cannot be said are put into `troubles`. Throws the first trouble, and
 * `Missing` for all programs that are nowhere, where no enabled agent is left to be started and none of them runs.
 */
export async function prepareAll(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  troubles: Troubles,
  oneRuns: (names: readonly string[]) => Promise<boolean>,
): Promise<AgentLaunch[]> {
  const refused: FleetError[] = [];
  const found = await Promise.all(
    agents.map(async (agent): Promise<AgentLaunch | undefined> => {
      try {
        await refuseOwnNames(fleet, agent);
        return await agentLaunch(agent, fleet);
      } catch (error) {
        if (!(error instanceof FleetError)) throw error;
        if (agent.enabled) refused.push(error);
        troubles.set(agent.name, wordsOf(error));
        return undefined;
      }
    }),
  );
  const launches = found.filter((launch) => launch !== undefined);
  const missing = launches.filter(
    (launch) => launch.agent.enabled && missingProgram(launch) !== undefined,
  );
  const enabled = agents.filter(({ enabled: wanted }) => wanted);
  const left = enabled.length - refused.length - missing.length;
  if (enabled.length > 0 && left === 0 && !(await oneRuns(enabled.map(({ name }) => name))))
    throw refused[0] ?? nothingStarted(programsMissing(missing));
  for (const launch of missing) troubles.set(launch.agent.name, wordsOf(programsMissing([launch])));
  return launches.filter((launch) => !missing.includes(launch));
}

/** Writes what must stand on disk for all, and for each of these. Those whose own file cannot be written are left out of the result. */
export async function writeFiles(
  fleet: FleetContext,
  launches: readonly AgentLaunch[],
  troubles: Troubles,
): Promise<AgentLaunch[]> {
  const { supervisor } = fleet;
  const files = await writeAll(await supervisor.files());
  const written = await eachAlone(launches, troubles, async (launch) => {
    if (supervisor.dropIn !== undefined)
      files.push(...(await writeAll([supervisor.dropIn(launch)])));
  });
  const count = files.filter(({ action }) => action !== "unchanged").length;
  if (count > 0) {
    fleet.log(`wrote ${count} ${count === 1 ? "file" : "files"}`);
    await supervisor.reload();
  }
  return written;
}

/** Does it for each; those for which it failed are left out of the result. */
export async function eachAlone(
  launches: readonly AgentLaunch[],
  troubles: Troubles,
  use: (launch: AgentLaunch) => Promise<void>,
): Promise<AgentLaunch[]> {
  const done = await Promise.all(
    launches.map(async (launch) => {
      try {
        await use(launch);
        return true;
      } catch (error) {
        if (!(error instanceof FleetError)) throw error;
        troubles.set(launch.agent.name, wordsOf(error));
        return false;
      }
    }),
  );
  return launches.filter((_, index) => done[index]);
}

async function refuseOwnNames(fleet: FleetContext, agent: DesiredAgent): Promise<void> {
  const dropIns = fleet.supervisor.kind === "systemd";
  const [first] = await checkOwnNames(agent, fleet, { dropIns });
  if (first === undefined) return;
  throw new FleetError("InvalidRoster", placeOf(first), { remedy: first.remedy });
}

function programsMissing(launches: readonly AgentLaunch[]): FleetError {
  const list = launches.map(
    (launch) => `\`${missingProgram(launch)}\` of agent \`${launch.agent.name}\``,
  );
  return new FleetError("Missing", `not found on PATH: ${list.join(", ")}`, {
    remedy: "Install it, or set MOSAIC_AGENT_COMMAND in the agent's env file.",
  });
}

function nothingStarted({ code, message, remedy = "" }: FleetError): FleetError {
  return new FleetError(code, message, {
    remedy: `${remedy.replace(/\.$/, "")}; nothing was started.`,
  });
}

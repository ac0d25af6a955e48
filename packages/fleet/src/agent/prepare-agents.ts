import type { DesiredAgent } from "@mosaicstack/roster";
import { agentLaunch, missingProgram, type AgentLaunch } from "./agent-launch.js";
import { placeOf } from "./check-env-files.js";
import { judgeSchedules } from "./judge-schedules.js";
import { checkOwnNames } from "./check-own-names.js";
import { readDisk } from "./values.js";
import { commandOf, workdirOf } from "./what-runs.js";
import type { FleetContext } from "../context.js";
import { FleetError, wordsOf } from "../error.js";

/** How agents are started, and by agent why it cannot be said, or cannot work, and what to do. */
export interface Prepared {
  readonly launches: readonly AgentLaunch[];
  readonly troubles: Map<string, string>;
  /** The first trouble of an enabled agent, where none of them can be started. */
  readonly hopeless: FleetError | undefined;
}

/** How each of these agents is started, whether its program is there or not; by agent why that cannot be said. */
export async function launchEach(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  check: (agent: DesiredAgent) => Promise<void> = async () => {},
): Promise<{ launches: AgentLaunch[]; errors: Map<string, FleetError> }> {
  const { found, errors } = await tryEach(agents, async (agent) => {
    await check(agent);
    return await agentLaunch(agent, fleet);
  });
  return { launches: found, errors };
}

/** As `launchEach`, without how they are started. */
export async function refusedEach(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
): Promise<{ launches: []; errors: Map<string, FleetError> }> {
  const { errors } = await tryEach(agents, async (agent) => await readDisk(agent, fleet));
  return { launches: [], errors };
}

async function tryEach<T>(
  agents: readonly DesiredAgent[],
  use: (agent: DesiredAgent) => Promise<T>,
): Promise<{ found: T[]; errors: Map<string, FleetError> }> {
  const errors = new Map<string, FleetError>();
  const found = await Promise.all(
    agents.map(async (agent): Promise<T[]> => {
      try {
        return [await use(agent)];
      } catch (error) {
        if (!(error instanceof FleetError)) throw error;
        errors.set(agent.name, error);
        return [];
      }
    }),
  );
  return { found: found.flatMap((each) => each), errors };
}

/** How each of these agents is started. One that cannot be is its own trouble. */
export async function prepareEach(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
): Promise<Prepared> {
  const schedules = await judgeSchedules(fleet, agents);
  const { launches: all, errors } = await launchEach(fleet, agents, async (agent) => {
    schedules(agent);
    await refuseOwnNames(fleet, agent);
  });
  for (const launch of all) {
    const refusal = refusalOf(fleet, launch);
    if (refusal !== undefined) errors.set(launch.agent.name, refusal);
  }
  const launches = all.filter(({ agent: { name } }) => !errors.has(name));
  const troubles = new Map([...errors].map(([name, error]) => [name, wordsOf(error)]));
  const refused = agents.flatMap(({ name, enabled }) => (enabled && errors.get(name)) || []);
  const missing = launches.filter(
    (launch) => launch.agent.enabled && missingProgram(launch) !== undefined,
  );
  for (const launch of missing) troubles.set(launch.agent.name, wordsOf(programsMissing([launch])));
  const enabled = agents.filter(({ enabled: wanted }) => wanted);
  const left = enabled.length - refused.length - missing.length;
  return {
    launches: launches.filter((launch) => !missing.includes(launch)),
    troubles,
    hopeless:
      enabled.length > 0 && left === 0
        ? (refused[0] ?? nothingStarted(programsMissing(missing)))
        : undefined,
  };
}

/** As `prepareEach`; throws the first trouble where no agent can be started and none of them runs. */
export async function prepareAll(
  fleet: FleetContext,
  agents: readonly DesiredAgent[],
  oneRuns: (names: readonly string[]) => Promise<boolean>,
): Promise<Prepared> {
  const prepared = await prepareEach(fleet, agents);
  const enabled = agents.filter(({ enabled: wanted }) => wanted).map(({ name }) => name);
  if (prepared.hopeless !== undefined && !(await oneRuns(enabled))) throw prepared.hopeless;
  return prepared;
}

/** What the launcher would end with 78 for: one that runs is not ended for a start that cannot work. */
function refusalOf(fleet: FleetContext, { agent, values }: AgentLaunch): FleetError | undefined {
  const { trouble = commandOf(agent, fleet, values).trouble } = workdirOf(fleet, values);
  if (trouble === undefined) return undefined;
  const { file, line, message, remedy } = trouble;
  const place = line === undefined ? file : `${file}:${line}`;
  return new FleetError(
    "InvalidRoster",
    `${place}: ${message}`,
    remedy === undefined ? {} : { remedy },
  );
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

export function nothingStarted({ code, message, remedy = "" }: FleetError): FleetError {
  return new FleetError(code, message, {
    remedy: `${remedy.replace(/\.$/, "")}; nothing was started.`,
  });
}

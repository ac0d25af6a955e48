import { toldOverride, type DesiredAgent } from "@mosaicstack/roster";
import type { ExplainDiagnostic, ExplainDocument, ExplainedValue } from "../documents/explain.js";
import { agentUnit } from "../supervisor/unit-names.js";
import type { AgentContext } from "./agent-context.js";
import { agentLaunch } from "./agent-launch.js";
import { agentRuntime } from "./agent-runtime.js";
import { socketOf } from "./agent-home.js";
import { checkEnvFiles } from "./check-env-files.js";
import { sourceOf } from "./roster-values.js";
import { winners, type AgentValue } from "./value.js";
import { commandOf, workdirOf } from "./what-runs.js";
import { withheldNames } from "./withheld-names.js";

/**
 * What an agent is given at its next start, and where each value comes from. MOSAIC_RUN is not in it: each start makes its own.
 * Throws FleetError `InvalidRoster` for an env file that systemd would refuse whole.
 */
export async function explainAgent(
  fleet: AgentContext,
  agent: DesiredAgent,
): Promise<ExplainDocument> {
  const { values } = await agentLaunch(agent, fleet);
  const command = commandOf(agent, fleet, values);
  const workdir = workdirOf(fleet, values);
  const found: readonly ExplainDiagnostic[] = await checkEnvFiles(agent, fleet);
  // One that is told of the file already is not told again.
  const more = [command.trouble, workdir.trouble].filter(
    (trouble): trouble is ExplainDiagnostic =>
      trouble !== undefined &&
      !found.some(({ file, line }) => file === trouble.file && line === trouble.line),
  );
  const given = winners(values).filter(({ name }) => !withheldNames.has(name));
  const runtime = runtimeChanges(agent, fleet, values);
  return {
    version: 1,
    agent: agent.name,
    values: [...given, ...launcherValues(agent, fleet, values)].toSorted((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
    command: command.value,
    workdir: workdir.value,
    ...worktreeOf(agent),
    ...(runtime.length === 0 ? {} : { runtime }),
    diagnostics: [...found, ...more],
  };
}

function worktreeOf({
  worktree,
  workdir,
  sources,
}: DesiredAgent): Pick<ExplainDocument, "worktree"> {
  if (worktree === undefined) return {};
  const { repository, branch, base = null } = worktree;
  const source = sourceOf(sources["worktree.repo"]);
  return { worktree: { path: workdir, repository, branch, base, source } };
}

/** Of the runtime that it really runs as: its own files may name another. */
function runtimeChanges(
  agent: DesiredAgent,
  { desired }: AgentContext,
  values: readonly AgentValue[],
): ExplainedValue[] {
  const runtime = agentRuntime(agent, values);
  const override = runtime === "command" ? undefined : desired.runtimes[runtime];
  return toldOverride(override ?? {}).map(([name, value]) => ({
    name,
    value,
    source: sourceOf(desired.sources[`runtimes.${runtime}.${name}`]),
  }));
}

/** What the launcher sets for the agent, whatever anybody else says. */
function launcherValues(
  agent: DesiredAgent,
  { paths, socket, supervisor }: AgentContext,
  values: readonly AgentValue[],
): AgentValue[] {
  const given = {
    MOSAIC_CHANNEL: paths.channel(socketOf(values, socket), agent.name).folder,
    MOSAIC_TOOLS: paths.tools,
    ...(supervisor.kind === "systemd" ? { MOSAIC_UNIT: agentUnit(agent.name) } : {}),
  };
  return Object.entries(given).map(([name, value]) => ({
    name,
    value,
    source: { kind: "built-in" },
  }));
}

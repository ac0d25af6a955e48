import { statSync } from "node:fs";
import { basename } from "node:path";
import { findProgram } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import { runtimeOf } from "@mosaicstack/session-launcher";
import { agentLaunch, missingProgram, type AgentLaunch } from "../agent/agent-launch.js";
import { agentRuntime } from "../agent/agent-runtime.js";
import { valueOf } from "../agent/value.js";
import { commandOf } from "../agent/what-runs.js";
import type { FleetContext } from "../context.js";
import { pickEnvironment } from "../agent/pick-environment.js";
import { finding } from "./finding.js";
import { programVersion } from "./program-version.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** Programs of the roster's agents: those that are nowhere, and of each runtime that is there its version. */
export async function checkRuntimes(fleet: FleetContext): Promise<DoctorFinding[]> {
  const all = await Promise.all(fleet.desired.agents.map(async (agent) => launchOf(fleet, agent)));
  const launches = all.filter((each) => each !== undefined);
  return [
    ...findMissing(launches),
    ...(await findVersions(fleet, launches)),
    ...findElsewhere(fleet, launches),
  ];
}

async function launchOf(
  fleet: FleetContext,
  agent: DesiredAgent,
): Promise<AgentLaunch | undefined> {
  try {
    return await agentLaunch(agent, fleet);
  } catch {
    // An env file that cannot be read, say: `checkAgents` tells it from the agent's drift.
    return undefined;
  }
}

function findMissing(launches: readonly AgentLaunch[]): DoctorFinding[] {
  const missing = groupBy(launches, (launch) => {
    const program = missingProgram(launch);
    return program === undefined ? undefined : `${program}\0${packageOf(launch) ?? ""}`;
  });
  return [...missing].map(([key, group]) => {
    const [program = "", npm = ""] = key.split("\0");
    const install = npm === "" ? "Install it" : `Install it (\`npm install -g ${npm}\`)`;
    return finding(
      "runtime-missing",
      `\`${program}\` of ${agentsOf(group)} is not on PATH`,
      `${install}, or set MOSAIC_AGENT_COMMAND in the agent's env file.`,
    );
  });
}

/** Programs of which this shell would run another file: two versions, of which an update changes but one. */
function findElsewhere(fleet: FleetContext, launches: readonly AgentLaunch[]): DoctorFinding[] {
  const shell = fleet.env["PATH"] ?? "";
  const elsewhere = groupBy(launches, (launch) => {
    const { agent, values } = launch;
    const [file = ""] = commandOf(agent, fleet, values).value;
    const said = valueOf(values, "MOSAIC_AGENT_COMMAND") || agent.command?.[0] || "";
    // One that is named by its path is meant.
    if (said.includes("/") || !file.startsWith("/")) return undefined;
    const other = findProgram(basename(file), shell);
    return other === undefined || isSame(file, other) ? undefined : `${file}\0${other}`;
  });
  return [...elsewhere].map(([key, group]) => {
    const [file = "", other = ""] = key.split("\0");
    const what = `${agentsOf(group)} ${group.length === 1 ? "runs" : "run"} ${file}, and your shell would run ${other}`;
    return finding("program-elsewhere", what);
  });
}

function isSame(one: string, other: string): boolean {
  try {
    const [file, twin] = [statSync(one), statSync(other)];
    return file.dev === twin.dev && file.ino === twin.ino;
  } catch {
    return false;
  }
}

/** The package that installs a runtime's program. */
function packageOf({ agent }: AgentLaunch): string | undefined {
  return runtimeOf(agent)?.doctor.npm;
}

async function findVersions(
  fleet: FleetContext,
  launches: readonly AgentLaunch[],
): Promise<DoctorFinding[]> {
  const asked = groupBy(launches, (launch) => {
    const question = versionQuestion(launch);
    return question === undefined ? undefined : question.join("\0");
  });
  return await Promise.all(
    [...asked].map(async ([key, group]) => {
      const argv = key.split("\0");
      const env = {
        ...pickEnvironment(fleet.env, ["HOME", "USER", "LOGNAME", "LANG"]),
        PATH: group[0]?.plan.path ?? "",
      };
      const pattern = group[0] && runtimeOf(group[0].agent)?.doctor.pattern;
      const answer = await programVersion(argv, env, pattern ? { pattern } : {});
      return tell(argv, answer, group);
    }),
  );
}

/** The argv that makes it say its version; undefined for what is no runtime of the table, or is not there. */
function versionQuestion({ agent, plan, values }: AgentLaunch): readonly string[] | undefined {
  const runtime = runtimeOf(agent);
  if (runtime === undefined || plan.missing !== undefined) return undefined;
  // Its own files make it something else, which is looked for when it starts.
  if (agentRuntime(agent, values) !== agent.runtime) return undefined;
  const [program = ""] = plan.argv;
  return runtime.doctor.version.length === 0
    ? undefined
    : [program, ...runtime.argv.slice(1), ...runtime.doctor.version];
}

function tell(
  argv: readonly string[],
  answer: Awaited<ReturnType<typeof programVersion>>,
  group: readonly AgentLaunch[],
): DoctorFinding {
  const [first] = group;
  const npm = first === undefined ? undefined : packageOf(first);
  if ("version" in answer) {
    return finding(
      "runtime-version",
      `\`${first?.agent.runtime}\` is ${answer.version} (${argv[0]})`,
      npm === undefined ? "Nothing to do." : `Nothing to do; its npm package is \`${npm}\`.`,
      { why: `It runs ${agentsOf(group)}.` },
    );
  }
  return finding(
    "runtime-version-unknown",
    `\`${argv.join(" ")}\` ${answer.problem}`,
    `Run it yourself${npm === undefined ? "." : `; if it fails there too, \`npm install -g ${npm}\`.`}`,
    {
      why: `A program that cannot tell its version most likely cannot run ${agentsOf(group)} either.`,
    },
  );
}

function agentsOf(group: readonly AgentLaunch[]): string {
  const names = group.map(({ agent }) => `\`${agent.name}\``);
  const shown = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
  return `${names.length === 1 ? "agent" : "agents"} ${shown.join(", ")}`;
}

/** In order of appearance; those without a key are left out. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return groups;
}

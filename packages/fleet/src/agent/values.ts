import type { DesiredAgent } from "@mosaicstack/roster";
import type { AgentContext } from "./agent-context.js";
import type { AgentDisk } from "./agent-disk.js";
import { readAgentFiles } from "./env-files.js";
import { pickEnvironment } from "./pick-environment.js";
import { decidingValues, rosterValues } from "./roster-values.js";
import { mergeUnitValues, readAgentUnit } from "./unit-values.js";
import type { AgentValue, PlainValue } from "./value.js";

/** All that an agent is given, lowest precedence first: of two of one name the last holds. Throws as `readAgentFiles`. */
export async function agentValues(
  agent: DesiredAgent,
  context: AgentContext,
): Promise<AgentValue[]> {
  return plainValues(agent, context, await readDisk(agent, context));
}

/** What an agent is given before it is known how it is started; `disk` is of that agent, in that context. */
export function plainValues(
  agent: DesiredAgent,
  context: AgentContext,
  disk: AgentDisk,
): AgentValue[] {
  const known = plain.get(disk);
  if (known !== undefined) return known;
  const values = layered(agent, context, disk, rosterValues(agent, context));
  plain.set(disk, values);
  return values;
}

/** To merge a unit takes longer than all else of an agent, and three ask for it. */
const plain = new WeakMap<AgentDisk, AgentValue[]>();

/** As `agentValues`, but of the roster's only those by which it is decided where an agent lives and as what it runs. */
export async function agentDecision(
  agent: DesiredAgent,
  context: AgentContext,
): Promise<PlainValue[]> {
  const disk = await readDisk(agent, context);
  // What a unit takes from it depends on all.
  if (disk.unit !== undefined) return plainValues(agent, context, disk);
  return [...decidingValues(agent, context), ...disk.files];
}

/** Throws as `readAgentFiles`, also for an env file that a drop-in of the person names. */
export async function readDisk(agent: DesiredAgent, context: AgentContext): Promise<AgentDisk> {
  const known = context.disks?.get(agent.name);
  if (known !== undefined) return await known;
  const reading = readAnew(agent, context);
  context.disks?.set(agent.name, reading);
  return await reading;
}

async function readAnew(agent: DesiredAgent, context: AgentContext): Promise<AgentDisk> {
  const files = await readAgentFiles(agent, context);
  const unit =
    context.supervisor.kind === "systemd" ? await readAgentUnit(agent, context) : undefined;
  return { files, unit };
}

/** The layers put together; `roster` is what the roster and the launcher say. */
export function layered(
  agent: DesiredAgent,
  context: AgentContext,
  { files, unit }: AgentDisk,
  roster: readonly AgentValue[],
): AgentValue[] {
  if (unit !== undefined) return mergeUnitValues(agent, context, unit, roster);
  return [...handValues(context), ...roster, ...files];
}

/** What the launcher is handed of its caller's environment where no manager gives the agent one. */
function handValues({ env, supervisor }: AgentContext): AgentValue[] {
  const named = [
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "LANG",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
  ];
  const given = { LANG: "C.UTF-8", ...pickEnvironment(env, named), PATH: supervisor.path };
  return Object.entries(given).map(([name, value]) => ({
    name,
    value,
    source: { kind: "built-in" },
  }));
}

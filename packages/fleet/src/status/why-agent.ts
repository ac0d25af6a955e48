import { statSync } from "node:fs";
import { join } from "node:path";
import type { DesiredAgent } from "@mosaicstack/roster";
import { agentHome } from "../agent/agent-home.js";
import { stoppedMark } from "../agent/stopped-mark.js";
import type { FleetContext } from "../context.js";
import type { ActivityStatus } from "../documents/activity.js";
import type { AgentStatus } from "../documents/status.js";
import type { WhyDocument, WhyWord } from "../documents/why.js";
import { agentUnit } from "../supervisor/unit-names.js";
import { fleetStatus } from "./status.js";
import { unaskedServer } from "./unasked-server.js";

type Told = Omit<WhyWord, "name">;

/** What stands behind each word of an agent's status: the rule, hook or record, with its age. */
export async function whyAgent(fleet: FleetContext, agent: DesiredAgent): Promise<WhyDocument> {
  const status = await fleetStatus(fleet);
  const found = status.agents.find(({ name }) => name === agent.name);
  if (found === undefined) throw new Error(`a status without \`${agent.name}\``);
  const home = await agentHome(fleet, agent);
  const keeper = fleet.supervisor.kind === "systemd" ? agentUnit(agent.name) : home.record;
  const { lastExit, memoryBytes, reason } = found;
  const unasked = unaskedServer(status, found);
  const words: WhyWord[] = [
    { name: "desired", ...desiredBecause(fleet, agent, found) },
    { name: "lifecycle", ...lifecycleBecause(fleet, found, keeper, unasked) },
    {
      name: "activity",
      ...activityBecause(found.activity, join(home.channel.folder, "activity"), fleet, agent.name),
    },
    { name: "session", ...sessionBecause(found, unasked) },
    {
      name: "restarts",
      value: String(found.restarts),
      because: "so often it was started again by itself since somebody started it",
      where: keeper,
      ageMs: null,
    },
  ];
  if (lastExit !== null)
    words.push({
      name: "last exit",
      value: lastExit.signal ?? `exit ${lastExit.code}`,
      because: "so its program ended last",
      where: keeper,
      ageMs: ageOf(Date.parse(lastExit.at)),
    });
  if (memoryBytes !== null)
    words.push({
      name: "memory",
      value: String(memoryBytes),
      because: "so much its cgroup holds, caches included",
      where: keeper,
      ageMs: null,
    });
  words.push({
    name: "waiting",
    value: String(found.waiting),
    because: "so many messages have no end yet",
    where: join(home.channel.state, "queue"),
    ageMs: null,
  });
  if (reason !== null)
    words.push({
      name: "reason",
      value: reason.kind,
      because: `${reason.message}. ${reason.remedy}`,
      where: null,
      ageMs: null,
    });
  for (const { kind, target, message, remedy } of found.drift)
    words.push({
      name: "drift",
      value: kind,
      because: remedy === undefined ? message : `${message}. ${remedy}`,
      where: target,
      ageMs: null,
    });
  return { version: 1, agent: agent.name, words };
}

function desiredBecause(
  fleet: FleetContext,
  agent: DesiredAgent,
  { desired, schedule }: AgentStatus,
): Told {
  const said = { value: desired, where: fleet.desired.file, ageMs: null };
  if (!agent.enabled) return { ...said, because: "the roster says `enabled: false`" };
  if (desired === "running")
    return { ...said, because: "the roster names it, and nobody stopped it" };
  if (schedule?.stopped === true)
    return { ...said, because: "its schedule stopped it; `start` holds until the next edge" };
  const { root, names } = stoppedMark(fleet, agent.name);
  const mark = join(root, ...names);
  return {
    value: desired,
    because: "it was stopped; `start` ends that",
    where: mark,
    ageMs: ageOfFile(mark),
  };
}

function sessionBecause({ session, pane }: AgentStatus, unasked: string | undefined): Told {
  const where = pane === null ? null : `pane half ${pane.pid}${pane.dead ? ", dead" : ""}`;
  if (session === null) {
    const [value, because] =
      unasked === undefined
        ? ["none", "no pane on its server bears its mark"]
        : ["unknown", unasked];
    return { value, because, where, ageMs: null };
  }
  const looksOn = session.attached ? ", and somebody looks on" : "";
  const because = `it holds the pane that bears its mark${looksOn}`;
  return { value: session.name, because, where, ageMs: null };
}

function lifecycleBecause(
  { supervisor }: FleetContext,
  { lifecycle, since, session }: AgentStatus,
  where: string,
  unasked: string | undefined,
): Told {
  const ageMs = since === null ? null : ageOf(Date.parse(since));
  if (supervisor.kind === "systemd")
    return { value: lifecycle, because: "the user's systemd says so of its unit", where, ageMs };
  const last = "this is what its restart loop wrote last";
  const because =
    session !== null
      ? "its session is there, and its restart loop says so"
      : unasked === undefined
        ? `its session is not there, and ${last}`
        : last;
  return { value: lifecycle, because, where, ageMs };
}

function activityBecause(
  { state, source, kind, ageMs, until, message, reason, stuck }: ActivityStatus,
  file: string,
  fleet: FleetContext,
  agent: string,
): Told {
  const value = [state, kind, stuck && "stuck"].filter(Boolean).join(" ");
  const more = [
    message === undefined ? "" : `: ${message}`,
    until === undefined ? "" : `, until ${until}`,
    stuck ? ", and since long neither event nor output came" : "",
    reason === undefined ? "" : `; ${reason}`,
  ].join("");
  const places: Record<ActivityStatus["source"], string | null> = {
    hook: file,
    stream: file,
    native: file,
    record: file,
    launcher: state === "starting" ? file : null,
    process: "its pane",
    title: "its pane's title",
    output: "its pane",
    none: null,
  };
  const asleep = fleet.paths.channel(fleet.socket, agent).state;
  const where = state === "asleep" ? join(asleep, "asleep") : places[source];
  return { value, because: `${rules[source](state)}${more}`, where, ageMs };
}

const rules: Record<ActivityStatus["source"], (state: string) => string> = {
  hook: () => "a hook of its runtime told so",
  stream: () => "a status record in what it printed (OSC 7501) says so",
  native: () => "our plugin in its runtime told so",
  record: () => "its runtime's own record of the conversation says so",
  launcher: (state) =>
    state === "asleep"
      ? "it was idle for as long as its roster says, and put to sleep"
      : state === "done"
        ? "it is a task, and ended with 0"
        : "its program was started, and has told nothing yet",
  process: () => "another program has its terminal, and reads what is typed",
  title: () => "its runtime shows so in the title of its pane",
  output: () => "nothing tells what it does; so long ago it printed",
  none: () => "nothing tells what it does",
};

function ageOf(at: number): number {
  return Math.max(0, Math.round(Date.now() - at));
}

function ageOfFile(path: string): number | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? null : ageOf(stats.mtimeMs);
}

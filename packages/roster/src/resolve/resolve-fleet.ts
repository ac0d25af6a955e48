import { idleDefaults, restartDefaults, transcriptDefault } from "./defaults.js";
import type {
  DesiredAgent,
  DesiredFleet,
  DesiredLimits,
  DesiredScreen,
  Source,
} from "./desired-fleet.js";
import { given } from "./given.js";
import { resolveRuntimes, runtimeOfAgent } from "./resolve-runtimes.js";
import { workplaceOf, type Places } from "./workplace.js";
import { expandTilde } from "../values/home-path.js";
import { pointer, type Path } from "../text/pointer.js";
import { knownKeys } from "../schema/roster-schema.js";
import type { AgentSettings, LimitSettings, Roster } from "../schema/roster.js";

/**
 * The fleet that a roster wants: built-in defaults, `defaults`, agent, lowest first. Maps merge by key; lists and
 * scalars replace. Throws a TypeError when `home` is not absolute.
 */
export function resolveFleet(roster: Roster, context: Places): DesiredFleet {
  if (!context.home.startsWith("/")) throw new TypeError("the home directory is not absolute");
  const { content, file } = roster;
  const runtimes = resolveRuntimes(content);
  const agents = content.agents.map((_, index) => {
    const agent = resolveAgent(roster, index, context);
    return { ...agent, ...runtimeOfAgent(runtimes, agent.runtime) };
  });
  return {
    name: content.name,
    file,
    socketName: content.socket_name,
    runtimes,
    agents,
    sources: topSources(roster),
  };
}

function topSources(roster: Roster): DesiredFleet["sources"] {
  const written = ["name", "socket_name"].filter((key) => roster.positions.has(pointer([key])));
  const said = [...written.map((key) => [key]), ...runtimePaths(roster)].map((path) => [
    path.join("."),
    sourceAt(roster, path, "top"),
  ]);
  return { name: { kind: "built-in" }, ...Object.fromEntries(said) };
}

/** Of each key below `runtimes` that says something. */
function runtimePaths({ content: { runtimes = {} } }: Roster): string[][] {
  return Object.entries(runtimes).flatMap(([name, settings = {}]) =>
    Object.entries(settings).flatMap(([key, value]) => {
      const path = ["runtimes", name, key];
      const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
      return isMap ? Object.keys(value).map((inner) => [...path, inner]) : [path];
    }),
  );
}

function sourceAt(roster: Roster, path: Path, kind: Source["kind"]): Source {
  const line = roster.positions.get(pointer(path))?.start.line;
  return line === undefined ? { kind } : { kind, file: roster.file, line };
}

function resolveAgent(roster: Roster, index: number, places: Places): DesiredAgent {
  const { home } = places;
  const own = roster.content.agents[index];
  if (
    own === undefined ||
    (roster.content.defaults?.runtime === undefined && own.runtime === undefined)
  ) {
    throw new TypeError("the roster was not made by parseRoster");
  }
  const picker = new Picker(roster, index);
  picker.note(["name"], own.name, undefined);
  const runtime = picker.pick("runtime", undefined) as DesiredAgent["runtime"];
  const task = picker.pick("task", false);
  return {
    name: own.name,
    runtime,
    command: runtime === "command" ? picker.pick("command", undefined) : undefined,
    args: picker.pick("args", []),
    unattended: picker.pick("unattended", false),
    resume: picker.pick("resume", true),
    ...workplaceOf(roster, index, places, picker),
    env: mapValues(picker.merge("env"), (value) => expandTilde(value, home)),
    envFile: expandOptional(picker.pick("env_file", undefined), home),
    limits: limitsOf(picker.merge("limits")),
    restart: restartOf(picker, task),
    transcript: picker.pick("transcript", transcriptDefault),
    onQuota: picker.pick("on_quota", "wait"),
    enabled: picker.pick("enabled", true),
    task,
    ...idleOf(picker),
    ...scheduleOf(picker),
    tags: picker.pick("tags", []),
    ...(runtime === "command" ? screenOf(picker) : {}),
    sources: picker.sources,
  };
}

/** Takes values from the agent, else from `defaults`, and notes from where. */
class Picker {
  readonly sources: Record<string, Source> = {};
  readonly #roster: Roster;
  readonly #index: number;

  constructor(roster: Roster, index: number) {
    this.#roster = roster;
    this.#index = index;
  }

  pick<K extends keyof AgentSettings, D>(key: K, builtIn: D): NonNullable<AgentSettings[K]> | D {
    const { defaults } = this.#roster.content;
    const own = this.#roster.content.agents[this.#index]?.[key];
    const value = own ?? defaults?.[key];
    if (value !== undefined || builtIn !== undefined) this.note([key], own, defaults?.[key]);
    return value ?? builtIn;
  }

  /** Whether the agent, or `defaults`, says anything of it. */
  has(key: keyof AgentSettings): boolean {
    const { defaults, agents } = this.#roster.content;
    return (agents[this.#index]?.[key] ?? defaults?.[key]) !== undefined;
  }

  /** A map with the keys of both; the agent's win. */
  merge<K extends "env" | "limits" | "restart" | "idle" | "schedule" | "ready" | "box">(
    key: K,
  ): NonNullable<AgentSettings[K]> {
    const low: Record<string, unknown> = { ...this.#roster.content.defaults?.[key] };
    const high: Record<string, unknown> = { ...this.#roster.content.agents[this.#index]?.[key] };
    const merged = { ...low, ...high };
    for (const name of Object.keys(merged)) this.note([key, name], high[name], low[name]);
    return merged as NonNullable<AgentSettings[K]>;
  }

  note(path: Path, own: unknown, low: unknown): void {
    const kind = own === undefined ? (low === undefined ? "built-in" : "defaults") : "agent";
    const around = kind === "agent" ? ["agents", this.#index] : ["defaults"];
    this.sources[path.join(".")] =
      kind === "built-in" ? { kind } : sourceAt(this.#roster, [...around, ...path], kind);
  }
}

function limitsOf(merged: LimitSettings): DesiredLimits {
  const names = {
    memory_high: "memoryHigh",
    memory_max: "memoryMax",
    tasks_max: "tasksMax",
    cpu_weight: "cpuWeight",
  } as const satisfies Record<keyof LimitSettings, keyof DesiredLimits>;
  const limits: { -readonly [Key in keyof DesiredLimits]: number } = {};
  for (const [from, to] of Object.entries(names)) {
    const value = merged[from as keyof typeof names];
    if (value !== undefined && value !== Infinity) limits[to] = value;
  }
  return limits;
}

function restartOf(picker: Picker, task: boolean): DesiredAgent["restart"] {
  const merged = picker.merge("restart");
  for (const key of knownKeys.restart) {
    if (!(key in merged)) picker.note(["restart", key], undefined, undefined);
  }
  const delaySeconds = merged.delay ?? restartDefaults.delaySeconds;
  return {
    policy: merged.policy ?? (task ? "on-failure" : restartDefaults.policy),
    delaySeconds,
    maxDelaySeconds: merged.max_delay ?? Math.max(delaySeconds, restartDefaults.maxDelaySeconds),
    burst: merged.burst ?? restartDefaults.burst,
  };
}

function idleOf(picker: Picker): Pick<DesiredAgent, "idle"> {
  if (!picker.has("idle")) return {};
  const merged = picker.merge("idle");
  for (const key of knownKeys.idle) {
    if (!(key in merged)) picker.note(["idle", key], undefined, undefined);
  }
  const { stop_after: after = idleDefaults.stopAfterSeconds, wake = idleDefaults.wake } = merged;
  return after === "never" ? {} : { idle: { stopAfterSeconds: after, wake } };
}

function scheduleOf(picker: Picker): Pick<DesiredAgent, "schedule"> {
  if (!picker.has("schedule")) return {};
  const { start, stop } = picker.merge("schedule");
  const said = (text: string | undefined): string | undefined =>
    text === "never" ? undefined : text;
  const schedule = given({ start: said(start), stop: said(stop) });
  return Object.keys(schedule).length === 0 ? {} : { schedule };
}

function screenOf(picker: Picker): { readonly screen?: DesiredScreen } {
  const { screen, dialogs, quiet, deadline } = picker.merge("ready");
  const { shown, empty, text } = picker.merge("box");
  const receipt = picker.pick("receipt", undefined);
  const quit = picker.pick("quit", undefined);
  const said = [screen, dialogs, quiet, deadline, shown, empty, text, receipt, quit];
  if (said.every((each) => each === undefined)) return {};
  return {
    screen: {
      ready: {
        ...given({ screen, quietSeconds: quiet, deadlineSeconds: deadline }),
        dialogs: dialogs ?? [],
      },
      box: given({ shown, empty, text }),
      receipt: receipt ?? "screen",
      ...given({ quit }),
    },
  };
}

function mapValues(
  map: Record<string, string>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}

function expandOptional(value: string | undefined, home: string): string | undefined {
  return value === undefined ? undefined : expandTilde(value, home);
}

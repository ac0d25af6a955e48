import { joinCommand, type DesiredAgent, type Source } from "@mosaicstack/roster";
import { type Runtime } from "@mosaicstack/runtimes";
import { runtimeOf, type LaunchPlan } from "@mosaicstack/session-launcher";
import type { ValueSource } from "../documents/explain.js";
import type { AgentContext } from "./agent-context.js";
import { ownRuntime } from "./agent-runtime.js";
import type { AgentValue } from "./value.js";

/**
 * What the roster puts into an agent's environment, the launcher's own settings included, each with the key that it comes from.
 * Without a plan what depends on one is left out. `path`: PATH where it is led by the program's folder.
 */
export function rosterValues(
  agent: DesiredAgent,
  context: AgentContext,
  plan?: LaunchPlan,
  path?: string,
): AgentValue[] {
  const runtime = runtimeOf(agent) ?? ownRuntime(agent);
  const of = (key: string, given: Readonly<Record<string, string | undefined>>): AgentValue[] =>
    Object.entries(given).flatMap(([name, value]) =>
      value === undefined ? [] : [{ name, value, source: sourceOf(agent.sources[key]) }],
    );
  const program = agent.runtime === "command" ? "command" : "runtime";
  return [
    ...of(program, { PATH: path }),
    ...of("runtime", without(plan?.env ?? {}, agent.env)),
    ...decidingValues(agent, context).map(({ key, ...value }) => ({
      ...value,
      source: key === SOCKET ? socketSource(context) : sourceOf(agent.sources[key]),
    })),
    ...of("workdir", { MOSAIC_AGENT_WORKDIR: agent.workdir }),
    // For this runtime only: an override of MOSAIC_AGENT_RUNTIME in agents/<agent>.env must not meet another's argv.
    ...of("runtime", { MOSAIC_ROSTER_RUNTIME: agent.runtime }),
    ...(plan === undefined
      ? []
      : of(program, {
          MOSAIC_ROSTER_COMMAND: joinCommand(plan.argv),
          MOSAIC_ROSTER_PROGRAM: givenProgram(plan),
        })),
    ...(plan?.resumeArgv === undefined
      ? []
      : of("resume", {
          MOSAIC_ROSTER_RESUME: joinCommand(plan.resumeArgv),
          MOSAIC_ROSTER_CONVERSATION: runtime?.conversation || undefined,
        })),
    ...of("runtime", screenEnvironment(runtime)),
    ...of("transcript", { MOSAIC_TRANSCRIPT: String(agent.transcript) }),
    ...of("runtime", { MOSAIC_STREAM: runtime?.state.includes("stream") ? "osc" : undefined }),
    ...of("on_quota", { MOSAIC_ON_QUOTA: agent.onQuota === "resume" ? "resume" : undefined }),
  ];
}

/**
 * Those of `rosterValues` by which it is decided where an agent lives and as what it runs, with the roster's key that each comes from:
 * where that stands is asked for by few.
 */
export function decidingValues(
  { env, runtime }: DesiredAgent,
  { socket = "" }: AgentContext,
): { readonly name: string; readonly value: string; readonly key: string }[] {
  return [
    ...Object.entries(env).map(([name, value]) => ({ name, value, key: `env.${name}` })),
    { name: "MOSAIC_TMUX_SOCKET", value: socket, key: SOCKET },
    { name: "MOSAIC_AGENT_RUNTIME", value: runtime, key: "runtime" },
  ];
}

const SOCKET = "socket_name";

/** The program where the roster names a place: then no other of that name will do when it is gone. */
function givenProgram({ argv, missing, provenance }: LaunchPlan): string | undefined {
  const isGiven = provenance.program === "given" || missing?.includes("/") === true;
  return isGiven ? argv[0] : undefined;
}

/** What the drain of the queue has to know of the screen; nothing where it does not type. */
function screenEnvironment(runtime: Runtime | undefined): Record<string, string | undefined> {
  if (runtime?.channel.drain !== "hook" && runtime?.channel.drain !== "stream") return {};
  const { box, ready } = runtime;
  return {
    MOSAIC_ROSTER_DRAFT: box.text || undefined,
    MOSAIC_ROSTER_SHOWN: box.shown || undefined,
    MOSAIC_ROSTER_EMPTY: box.empty || undefined,
    MOSAIC_ROSTER_DIALOGS: ready.dialogs.join("|") || undefined,
  };
}

/** The roster's own top holds for every agent, as its `defaults` do. */
export function sourceOf(source: Source | undefined): ValueSource {
  if (source === undefined) return { kind: "built-in" };
  return { ...source, kind: source.kind === "top" ? "defaults" : source.kind };
}

/** An option of the command line stands in no file. */
function socketSource({ desired, socket }: AgentContext): ValueSource {
  return sourceOf(socket === desired.socketName ? desired.sources["socket_name"] : undefined);
}

function without(
  all: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => !Object.hasOwn(other, name)));
}

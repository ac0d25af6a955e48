import { agentUnit } from "@mosaicstack/fleet";
import type { AgentState, Expectation } from "./expectation.js";
import { panesOf, type CliAgent, type Views } from "./views.js";

const lifecycleOf = { running: "active", stopped: "inactive", failed: "failed" } as const;

/** Where the CLI's JSON disagrees with the other views. Nothing when it was not asked. */
export function compareCli(
  views: Views,
  { agents: expected, desired = {} }: Pick<Expectation, "agents" | "desired">,
): string[] {
  const { cli, tmux } = views;
  if (cli === undefined) return [];
  if ("error" in cli) return [`cli: ${cli.error}`];
  const { server, agents } = cli.status;
  const problems: string[] = [];
  const [state, pid] = "absent" in tmux ? ["absent", null] : ["running", tmux.serverPid];
  if (server.state !== state || server.pid !== pid)
    problems.push(
      `cli: the server is ${server.state} with pid ${server.pid}, tmux says ${state} with ${pid}`,
    );
  const order = agents.map(({ name }) => name).join(", ");
  const wanted = Object.keys(expected).join(", ");
  if (order !== wanted)
    problems.push(`cli: lists ${order || "no agent"}, the roster ${wanted || "no agent"}`);
  return [
    ...problems,
    ...agents.flatMap((agent) => compareAgent(agent, views, expected[agent.name])),
    ...agents.flatMap(({ name, desired: told }) => {
      const wish = desired[name] ?? told;
      return told === wish ? [] : [`cli: \`${name}\` is desired ${told}, not ${wish}`];
    }),
  ];
}

function compareAgent(
  agent: CliAgent,
  { units, tmux }: Views,
  expected: AgentState | undefined,
): string[] {
  const { name, lifecycle, session, pane, restarts } = agent;
  const unit = units?.get(agentUnit(name));
  const [seen] = panesOf(tmux, name);
  const say = (what: string, cli: unknown, other: unknown): string[] =>
    cli === other ? [] : [`cli: \`${name}\` has ${what} ${String(cli)}, not ${String(other)}`];
  return [
    ...say("lifecycle", lifecycle, expected === undefined ? unit?.active : lifecycleOf[expected]),
    ...say("session", session?.name, seen?.session),
    ...say("pane pid", pane?.pid, seen?.pid),
    ...say("pane dead", pane?.dead, seen?.dead),
    ...(units === undefined ? [] : say("restarts", restarts, unit?.restarts ?? 0)),
  ];
}

import { agentUnit } from "@mosaicstack/fleet";
import { panesOf, type CliAgent, type Views } from "./views.js";

/** Where the CLI's JSON disagrees with the other three views. Nothing when it was not asked. */
export function compareCli(
  views: Views,
  expected: Readonly<Record<string, "running" | "stopped">>,
): string[] {
  const { cli, tmux } = views;
  if (cli === undefined) return [];
  if ("error" in cli) return [`cli: ${cli.error}`];
  const { server, agents } = cli.status;
  const problems: string[] = [];
  const pid = "absent" in tmux ? null : tmux.serverPid;
  if (server.state !== "running" || server.pid !== pid)
    problems.push(
      `cli: the server is ${server.state} with pid ${server.pid}, tmux says running with ${pid}`,
    );
  const order = agents.map(({ name }) => name).join(", ");
  if (order !== Object.keys(expected).join(", "))
    problems.push(
      `cli: lists ${order || "no agent"}, the roster ${Object.keys(expected).join(", ")}`,
    );
  return [...problems, ...agents.flatMap((agent) => compareAgent(agent, views))];
}

function compareAgent(agent: CliAgent, { units, tmux }: Views): string[] {
  const { name, lifecycle, session, pane, restarts } = agent;
  const unit = units.get(agentUnit(name));
  const [seen] = panesOf(tmux, name);
  const say = (what: string, cli: unknown, other: unknown): string[] =>
    cli === other ? [] : [`cli: \`${name}\` has ${what} ${String(cli)}, not ${String(other)}`];
  return [
    ...say("lifecycle", lifecycle, unit?.active ?? "inactive"),
    ...say("session", session?.name, seen?.session),
    ...say("pane pid", pane?.pid, seen?.pid),
    ...say("pane dead", pane?.dead, seen?.dead),
    ...say("restarts", restarts, unit?.restarts ?? 0),
  ];
}

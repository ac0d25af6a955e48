import type { CliView, TmuxView, Views } from "./views.js";

/** All views, a line per fact, for a failure. */
export function formatViews({ units, tmux, processes, cli }: Views): string[] {
  const unitLines = [...(units ?? [])].map(
    ([name, unit]) =>
      `${name} ${unit.active}/${unit.sub}, result ${unit.result}, main pid ${unit.mainPid}, restarts ${unit.restarts}`,
  );
  const processLines = [...processes].flatMap(([name, rows]) =>
    rows.map(({ pid, parent, command }) => `${name}: ${pid} (of ${parent}) ${last(command)}`),
  );
  return [
    ...(units === undefined ? [] : block("unit", unitLines)),
    ...block("tmux", formatTmux(tmux)),
    ...block("process", processLines),
    ...block("cli", formatCli(cli)),
  ];
}

function formatTmux(tmux: TmuxView): string[] {
  if ("absent" in tmux) return [tmux.absent];
  return [
    `server ${tmux.serverPid}`,
    ...tmux.panes.map(({ session, pid, dead }) => `${session}: pane ${pid}${dead ? ", dead" : ""}`),
  ];
}

function formatCli(cli: CliView | undefined): string[] {
  if (cli === undefined) return ["not asked"];
  if ("error" in cli) return [cli.error];
  const { server, agents } = cli.status;
  return [
    `server ${server.state} ${server.pid}`,
    ...agents.map(
      ({ name, lifecycle, session, pane, restarts }) =>
        `${name} ${lifecycle}, session ${session?.name ?? "none"}, pane ${pane?.pid ?? "none"}, restarts ${restarts}`,
    ),
  ];
}

const block = (title: string, lines: readonly string[]): string[] =>
  (lines.length === 0 ? ["nothing"] : lines).map((line) => `${title.padEnd(7)}  ${line}`);

/** The end of a command line says most: a script's path stands before its mode. */
const last = (command: string): string =>
  command.length > 60 ? `…${command.slice(-59)}` : command;

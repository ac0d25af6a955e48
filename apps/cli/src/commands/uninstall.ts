import type { LeftPlace, UninstallPlanDocument } from "@mosaicstack/fleet";
import type { Output } from "@mosaicstack/command-line";
import { isConfirmed } from "../ask.js";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { fleetOptions } from "../fleet-options.js";
import { exitCodeOfReports, showReports } from "../render/reports.js";

export const uninstallCommand: Command = defineCommand({
  name: "uninstall",
  summary: "stop the fleet, remove what is installed",
  details:
    "Needs no roster. Stops every agent, ends the fleet's tmux server, and removes units, links, launcher and runtime " +
    "files. The roster, env files and state (transcripts, stops, deliveries) stay unless --purge is given; files and " +
    "drop-ins of your own stay always, and are named. Asks before. Where it was cut short, run it again.",
  flags: {
    purge: { says: "remove roster, env files of agents, transcripts and other state too" },
    dryRun: { says: "say what would be done, and do nothing" },
    force: {
      says: "go on with sessions of others on the server, which end, or agents that do not",
    },
  },
  examples: ["mosaic-fleet uninstall --dry-run", "mosaic-fleet uninstall --purge --yes"],
  run: async (call) => {
    const { output, flags } = call;
    const { purge, force } = flags;
    const { planUninstall, uninstallFleet } = await import("@mosaicstack/fleet");
    const options = { ...fleetOptions(call), purge, force };
    const plan = await planUninstall(options);
    if (flags.dryRun) return showPlan(output, plan);
    const isEmpty = plan.ends.length === 0 && plan.removes.length === 0;
    const command = ["uninstall", ...(purge ? ["--purge"] : []), ...(force ? ["--force"] : [])];
    if (!isEmpty && !(await isConfirmed(call, { command, what: effectOf(plan) })))
      return ExitCode.Failed;
    const { agents, removed, left } = await uninstallFleet({ ...options, log: () => undefined });
    const isLeft = left.some(({ why }) => why === "failed");
    if (output.json) {
      output.document({ agents, removed, left });
      return isLeft ? ExitCode.Failed : exitCodeOfReports(agents);
    }
    const code = showReports(output, agents);
    for (const { what, path } of removed) output.print(`${verbOf(what)} ${path}`);
    showLeft(output, left);
    if (removed.length === 0 && agents.length === 0)
      output.say("Nothing of the fleet is installed.");
    if (code !== ExitCode.Done && !force)
      output.warn(
        "Nothing was removed, for what was not stopped would be left alone: see `mosaic-fleet doctor`, or use --force.",
      );
    return isLeft ? ExitCode.Failed : code;
  },
});

/** `ends 2 agents and removes 21 files`. */
function effectOf({ ends, removes }: UninstallPlanDocument): string {
  const servers = removes.filter(({ what }) => what === "server").length;
  const files = removes.length - servers;
  const ended = [count(ends.length, "agent"), count(servers, "tmux server")].filter(Boolean);
  return [
    ended.length > 0 && `ends ${ended.join(" and ")}`,
    files > 0 && `removes ${count(files, "file or folder", "files and folders")}`,
  ]
    .filter(Boolean)
    .join(", and ");
}

function count(number: number, one: string, many = `${one}s`): string {
  return number === 0 ? "" : `${number} ${number === 1 ? one : many}`;
}

function showPlan(output: Output, { ends, removes, leaves }: UninstallPlanDocument): number {
  if (output.json) {
    output.document({ ends, removes, leaves });
    return ExitCode.Done;
  }
  for (const agent of ends) output.print(`would end ${agent}`);
  for (const { path, what } of removes)
    output.print(what === "server" ? `would end server ${path}` : `would remove ${path}`);
  showLeft(output, leaves);
  return ExitCode.Done;
}

function verbOf(what: string): string {
  return what === "server" ? "ended server" : what === "link" ? "removed link" : "removed";
}

function showLeft(output: Output, left: readonly LeftPlace[]): void {
  for (const { path, why, reason } of left) {
    if (why === "failed") output.warn(`mosaic-fleet: ${path} was not removed: ${reason}`);
    else output.print(`left ${path} (${reason})`);
  }
}

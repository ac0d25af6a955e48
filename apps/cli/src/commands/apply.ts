import type { ApplyDocument, Change, PlanDocument } from "@mosaicstack/fleet";
import type { Output } from "@mosaicstack/command-line";
import { isConfirmed } from "../ask.js";
import { defineCommand, type Command } from "../command.js";
import { ExitCode } from "../exit-code.js";
import { CliError } from "../failure.js";
import { fleetOptions } from "../fleet-options.js";
import { hints, showPlan, tellChange } from "../render/plan.js";
import { exitCodeOfReports, showAgents } from "../render/reports.js";

export const applyCommand: Command = defineCommand({
  name: "apply",
  summary: "make the machine be as the roster says",
  details:
    "Only what changed is touched. Agents whose roster entry changed so that they need it are restarted, " +
    "after a question; what left the roster goes with --prune alone. An agent that was stopped stays stopped.",
  flags: {
    prune: { says: "end and remove agents that left the roster" },
    dryRun: { says: "show the plan, and exit as `plan` does" },
    // In this order: the other way round commander takes the first one's absence for the second.
    restart: { says: "restart also agents that run with the launcher of another version" },
    noRestart: { says: "restart nobody: new settings wait" },
  },
  examples: [
    "mosaic-fleet apply",
    "mosaic-fleet apply --dry-run",
    "mosaic-fleet apply --prune --yes",
  ],
  run: async (call) => {
    const { context, output, flags } = call;
    if (["--restart", "--no-restart"].every((flag) => context.argv.includes(flag))) {
      const remedy = "Give one of them.";
      throw new CliError("Usage", "`--restart` and `--no-restart` do not go together", remedy);
    }
    const home = context.env["HOME"];
    const { openFleet } = await import("../open-fleet.js");
    // Who has nothing to do needs no more than a look.
    const looking = await openFleet({ ...fleetOptions(call), onlyLooks: true });
    const plan = await looking.plan();
    if (flags.dryRun) {
      if (output.json) output.document(plan);
      else showPlan(output, plan, home);
      return plan.summary.differs ? ExitCode.NotAsDesired : ExitCode.Done;
    }
    if (plan.changes.length === 0) {
      if (output.json) output.document({ changes: [], agents: [] });
      else showPlan(output, plan, home);
      return ExitCode.Done;
    }
    const restart = flags.noRestart ? "none" : flags.restart ? "all" : "changed";
    const options = { prune: flags.prune, restart } as const;
    const agreed = costly(plan, options);
    if (agreed.length > 0) {
      if (!output.json) for (const change of agreed) tellChange(output, change, { home });
      const question = { command: asTypedHere(flags), what: whatItCosts(agreed) };
      if (!(await isConfirmed(call, question))) return ExitCode.Failed;
    }
    const fleet = await openFleet(fleetOptions(call));
    const applied = await fleet.apply({ ...options, agreed });
    if (output.json) output.document(applied);
    else show(output, applied, home);
    return exitCodeOf(applied);
  },
});

/** What ends somebody's work: it is done only after a yes. */
function costly(
  { changes }: PlanDocument,
  { prune, restart }: { readonly prune: boolean; readonly restart: "none" | "changed" | "all" },
): Change[] {
  return changes.filter(
    ({ action, needsPrune, needsWish = false }) =>
      (needsPrune && prune) ||
      (action === "restart" && (restart === "all" || (restart === "changed" && !needsWish))),
  );
}

function whatItCosts(changes: readonly Change[]): string {
  const restarts = changes.filter(({ action }) => action === "restart").length;
  const pruned = changes.filter(({ needsPrune }) => needsPrune);
  const trees = pruned.filter(({ kind }) => kind === "worktree").length;
  const gone = new Set(pruned.filter(({ kind }) => kind !== "worktree").map(({ agent }) => agent));
  const agents = (count: number): string => `${count} ${count === 1 ? "agent" : "agents"}`;
  return [
    ...(restarts > 0 ? [`restarts ${agents(restarts)}`] : []),
    ...(gone.size > 0 ? [`ends and removes ${agents(gone.size)} not in the roster`] : []),
    ...(trees > 0 ? [`removes ${trees} ${trees === 1 ? "worktree" : "worktrees"}`] : []),
  ].join(" and ");
}

function asTypedHere(flags: {
  readonly prune: boolean;
  readonly restart: boolean;
  readonly noRestart: boolean;
}): string[] {
  return [
    "apply",
    ...(flags.prune ? ["--prune"] : []),
    ...(flags.restart ? ["--restart"] : []),
    ...(flags.noRestart ? ["--no-restart"] : []),
  ];
}

const past: Readonly<Record<Change["action"], string>> = {
  create: "created",
  update: "updated",
  delete: "deleted",
  start: "started",
  stop: "stopped",
  restart: "restarted",
};

/** What has a line of its own beside that of its agent. */
const own: ReadonlySet<Change["kind"]> = new Set(["file", "worktree"]);

function show(output: Output, { changes, agents }: ApplyDocument, home: string | undefined): void {
  const told = new Set(agents.map(({ agent }) => agent));
  for (const change of changes) {
    // What became of an agent its own line tells.
    const isTold = change.agent !== null && told.has(change.agent) && !own.has(change.kind);
    if (change.outcome === "done" && !isTold)
      tellChange(output, change, { home, done: past[change.action] });
  }
  showAgents(output, agents);
  for (const { outcome, action, target, message, agent } of changes) {
    const isTold = agents.some((each) => each.agent === agent && each.outcome === "failed");
    if (outcome !== "failed" || isTold) continue;
    output.warn(`mosaic-fleet: \`${action}\` of ${target} failed${message ? `: ${message}` : ""}`);
  }
  for (const { outcome, message } of changes)
    if (outcome === "left" && message !== undefined) output.say(`${message}.`);
  // What was tried and is kept is told by now.
  const left = changes.filter(
    ({ outcome, message }) => outcome === "left" && message === undefined,
  );
  if (changes.length === 0) output.say("Nothing to do: everything is as the roster says.");
  const waiting = left
    .filter(({ action, needsWish = false }) => action === "restart" && !needsWish)
    .map(({ agent }) => `\`${agent}\``);
  if (waiting.length > 0)
    output.say(
      `What is new for ${waiting.join(", ")} waits for a restart: \`mosaic-fleet restart\`.`,
    );
  for (const line of hints(left)) output.say(line);
}

function exitCodeOf({ changes, agents }: ApplyDocument): number {
  if (changes.some(({ outcome }) => outcome === "failed")) return ExitCode.Failed;
  return exitCodeOfReports(agents);
}

import type { Change, PlanDocument } from "@mosaicstack/fleet";
import type { Output, Tint } from "@mosaicstack/command-line";
import { homely } from "./homely.js";

const tints: Readonly<Record<Change["action"], Tint>> = {
  create: "green",
  update: "yellow",
  delete: "red",
  start: "green",
  stop: "red",
  restart: "yellow",
};

/** Each change in a line, in the order in which `apply` does them, and what they come to. */
export function showPlan(output: Output, plan: PlanDocument, home: string | undefined): void {
  for (const change of plan.changes) tellChange(output, change, { home });
  const ready = plan.changes.filter(
    ({ needsPrune, needsWish = false }) => !needsPrune && !needsWish,
  );
  if (plan.changes.length === 0) output.say("Nothing to do: everything is as the roster says.");
  else if (ready.length > 0) output.say(`${counted(ready)}: \`mosaic-fleet apply\`.`);
  for (const line of hints(plan.changes)) output.say(line);
}

/** One change in a line. `done`: what became of it, instead of what is to be done. */
export function tellChange(
  output: Output,
  change: Change,
  { home, done }: { readonly home: string | undefined; readonly done?: string },
): void {
  const { action, kind, target, reason } = change;
  const subjects: Partial<Record<Change["kind"], string>> = {
    link: `the link for boot of ${target}`,
    worktree: `the worktree ${homely(target, home)}`,
  };
  const subject = subjects[kind] ?? homely(target, home);
  const head = { text: (done ?? action).padEnd(7), tint: tints[action] };
  const why = done === "created" ? "" : `: ${reason}`;
  output.tell(`${subject}${why}${note(change, done !== undefined)}`, { head });
}

function note(
  { action, needsPrune, needsRestart, needsWish, kind }: Change,
  isDone: boolean,
): string {
  if (needsPrune) return isDone ? "" : " (`--prune`)";
  if (needsWish === true) return isDone ? "" : " (`--restart`)";
  if (kind === "worktree") return needsRestart ? " (holds after a restart)" : "";
  if (action !== "update" || kind !== "file") return "";
  return needsRestart ? " (holds after a restart)" : isDone ? "" : " (live)";
}

/** `2 to create, 1 to start`. */
function counted(changes: readonly Change[]): string {
  const actions = ["delete", "create", "update", "stop", "restart", "start"] as const;
  const counts = actions.map(
    (action) => [action, changes.filter((each) => each.action === action).length] as const,
  );
  return counts
    .filter(([, count]) => count > 0)
    .map(([action, count]) => `${count} to ${action}`)
    .join(", ");
}

/** What `apply` leaves unless it is told to. */
export function hints(changes: readonly Change[]): string[] {
  const named = (which: readonly Change[]): string =>
    [...new Set(which.map(({ agent }) => `\`${agent}\``))].join(", ");
  const pruned = changes.filter(({ needsPrune }) => needsPrune);
  const gone = pruned.filter(({ kind }) => kind !== "worktree");
  const trees = pruned.length - gone.length;
  const old = changes.filter(({ needsWish = false }) => needsWish);
  const verb = new Set(gone.map(({ agent }) => agent)).size === 1 ? "is" : "are";
  return [
    ...(gone.length > 0
      ? [
          `${named(gone)} ${verb} not in the roster: \`apply --prune\` ends and removes what is left.`,
        ]
      : []),
    ...(trees > 0
      ? ["`apply --prune` removes worktrees that nobody needs, where nothing would be lost."]
      : []),
    ...(old.length > 0
      ? [`\`apply --restart\` gives ${named(old)} the launcher of this version.`]
      : []),
  ];
}

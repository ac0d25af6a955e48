import type { Change, PlanDocument, PlanSummary } from "@mosaicstack/fleet";
import type { Output } from "../output.js";
import type { Tint } from "./color.js";
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
  if (plan.changes.length === 0) output.say("Nothing to do: everything is as the roster says.");
  else output.say(`${counted(plan.summary)}. \`mosaic-fleet apply\` does it.`);
  for (const line of hints(plan.changes)) output.say(line);
}

/** One change in a line. `done`: what became of it, instead of what is to be done. */
export function tellChange(
  output: Output,
  change: Change,
  { home, done }: { readonly home: string | undefined; readonly done?: string },
): void {
  const { action, kind, target, reason } = change;
  const subject = kind === "link" ? `the link for boot of ${target}` : homely(target, home);
  const head = { text: (done ?? action).padEnd(7), tint: tints[action] };
  output.tell(`${subject}: ${reason}${note(change)}`, { head });
}

function note({ action, needsPrune, needsRestart, kind }: Change): string {
  if (needsPrune) return " (`--prune`)";
  if (action === "update" && kind === "file")
    return needsRestart ? " (holds after a restart)" : " (live)";
  return "";
}

/** `2 to create, 1 to start`. */
export function counted(summary: PlanSummary): string {
  const actions = ["delete", "create", "update", "stop", "restart", "start"] as const;
  return actions
    .filter((action) => summary[action] > 0)
    .map((action) => `${summary[action]} to ${action}`)
    .join(", ");
}

/** What `apply` leaves unless it is told to. */
export function hints(changes: readonly Change[]): string[] {
  const left = new Set(changes.filter(({ needsPrune }) => needsPrune).map(({ agent }) => agent));
  if (left.size === 0) return [];
  const names = [...left].map((name) => `\`${name}\``).join(", ");
  const verb = left.size === 1 ? "is" : "are";
  return [`${names} ${verb} not in the roster: \`apply --prune\` ends and removes what is left.`];
}

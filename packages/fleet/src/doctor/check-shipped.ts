import { basename } from "node:path";
import { channelScripts } from "@mosaicstack/agent-channel";
import type { PlannedChange } from "../plan/planned-change.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

const scripts = new Set<string>(channelScripts().map(({ name }) => name));

/** Files that all agents share, where they are not as this version ships them: each told once, with its path. */
export function checkShipped(
  changes: readonly PlannedChange[],
  someRun: boolean,
): ReadonlyMap<string, DoctorFinding> {
  const found = new Map<string, DoctorFinding>();
  const others: string[] = [];
  const earlier: string[] = [];
  for (const { action, kind, agent, target, reason, counts } of changes) {
    if (action === "restart" && agent !== null && !counts) earlier.push(`\`${agent}\``);
    if (kind !== "file" || agent !== null) continue;
    if (action === "create" && counts) {
      // A fleet that never ran has none of them; scripts beside the launcher are told as such.
      if (someRun && !scripts.has(basename(target)))
        found.set(target, finding("shipped-missing", `${target} ${reason}`));
    } else if (counts) found.set(target, finding("shipped-edited", `${target} ${reason}`));
    else others.push(target);
  }
  const [first] = others;
  if (first !== undefined) {
    const more = others.length === 1 ? "" : ` and ${others.length - 1} more`;
    const what = `${first}${more} ${others.length === 1 ? "is" : "are"} of another version, or new in this one`;
    found.set(first, finding("shipped-other-version", what));
  }
  if (earlier.length > 0) {
    const shown =
      earlier.length > 4 ? [...earlier.slice(0, 3), `${earlier.length - 3} more`] : earlier;
    const what = `${shown.join(", ")} ${earlier.length === 1 ? "runs" : "run"} with the launcher of another version`;
    const remedy = "When their work allows: `mosaic-fleet apply --restart`.";
    found.set(what, finding("shipped-other-version", what, remedy));
  }
  return found;
}

/** Agents that left the roster, and what `apply --prune` would take away. `told`: of whom their session was told. */
export function checkLeft(
  changes: readonly PlannedChange[],
  told: ReadonlySet<string>,
): DoctorFinding[] {
  const left = new Map<string, PlannedChange[]>();
  for (const change of changes)
    if (change.needsPrune && change.agent !== null && !told.has(change.agent))
      left.set(change.agent, [...(left.get(change.agent) ?? []), change]);
  return [...left].map(([agent, all]) => {
    const parts = all.map(({ kind, target }) =>
      kind === "unit"
        ? `\`${target}\` runs`
        : kind === "link"
          ? "it is linked for boot"
          : kind === "session"
            ? "its session runs"
            : `${target} stands there`,
    );
    const severity = all.every(({ kind }) => kind === "file") ? "info" : "warning";
    const what = `\`${agent}\` is not in the roster, and ${parts.join(", ")}`;
    return finding("left-agent", what, undefined, { severity });
  });
}

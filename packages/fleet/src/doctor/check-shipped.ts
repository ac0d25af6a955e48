import type { PlannedChange } from "../plan/planned-change.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** Files that all agents share, where they are not as this version ships them: each told once, with its path. */
export function checkShipped(
  changes: readonly PlannedChange[],
  someRun: boolean,
): ReadonlyMap<string, DoctorFinding> {
  const found = new Map<string, DoctorFinding>();
  const others: string[] = [];
  for (const { action, kind, agent, target, reason, counts } of changes) {
    if (kind !== "file" || agent !== null) continue;
    if (action === "create") {
      // A fleet that never ran has none of them.
      if (someRun) found.set(target, finding("shipped-missing", `${target} ${reason}`));
    } else if (counts) found.set(target, finding("shipped-edited", `${target} ${reason}`));
    else others.push(target);
  }
  const [first] = others;
  if (first !== undefined) {
    const more = others.length === 1 ? "" : ` and ${others.length - 1} more`;
    const what = `${first}${more} ${others.length === 1 ? "is" : "are"} of another version`;
    found.set(first, finding("shipped-other-version", what));
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

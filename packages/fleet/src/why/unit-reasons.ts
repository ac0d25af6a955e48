import type { UserManager } from "@mosaicstack/systemd-units";
import { agentUnit } from "../supervisor/unit-names.js";
import { loadReason } from "./load-reason.js";
import type { LoadContext } from "./load-context.js";
import { requirementReasons } from "./requirement-reason.js";
import { readFacts, requirementsOf, type UnitFacts } from "./unit-facts.js";
import { unitReason } from "./unit-reason.js";
import { verdictsOn } from "./verdicts.js";
import type { Reason } from "../documents/reason.js";

/** By agent, why its unit does not run; none of those that run, or were never started. */
export async function unitReasons(
  manager: UserManager,
  agents: readonly string[],
  where: Omit<LoadContext, "verdicts">,
): Promise<Map<string, Reason>> {
  const facts = await readFacts(manager, agents.map(agentUnit));
  const needed = await readFacts(manager, neededBy(facts));
  const context = { ...where, verdicts: await verdictsOn([...facts, ...needed], where) };
  const found = new Map<string, Reason>();
  const idle = [];
  for (const [index, agent] of agents.entries()) {
    const of = facts[index];
    if (of === undefined || of.ActiveState === "active") continue;
    const again = `\`mosaic-fleet start ${agent}\``;
    const reason = await loadReason(of, again, context);
    if (reason !== undefined) found.set(agent, reason);
    // What is still known of its last run is not why it was refused since.
    else if (mayBeRefused(of)) idle.push({ ...of, agent, again });
    else {
      const end = unitReason(agent, of);
      if (end !== undefined) found.set(agent, end);
    }
  }
  const missing = await requirementReasons(idle, needed, context);
  for (const { agent, ...of } of idle) {
    const reason = missing.get(of.unit) ?? unitReason(agent, of);
    if (reason !== undefined) found.set(agent, reason);
  }
  return found;
}

/** What must be there for those to start that could be. */
function neededBy(facts: readonly UnitFacts[]): string[] {
  const idle = facts.filter(mayBeRefused);
  return [...new Set(idle.flatMap(requirementsOf))].filter((name) => /\.[a-z]+$/.test(name));
}

/** Whether what it needs may be why it does not run: it stands still, is on its way, or ended because its server was away. */
function mayBeRefused({
  ActiveState: active,
  ExecMainCode: code,
  ExecMainStatus: status,
}: UnitFacts): boolean {
  return (
    active === "inactive" ||
    active === "activating" ||
    (active === "failed" && code === "1" && (status === "69" || status === "75"))
  );
}

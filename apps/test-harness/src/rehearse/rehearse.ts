import { runScenarios, type RunOptions } from "../live/run-scenarios.js";
import type { ScenarioResult } from "../live/live-document.js";
import type { Scenario } from "../live/scenario.js";
import type { Disaster } from "./disaster.js";
import type { DisasterReport } from "./rehearsal-document.js";
import { rehearseDisaster, type Asked, type Rehearsed } from "./rehearse-disaster.js";

/** Rehearses each disaster in a sandbox of its own; what became of the fleet, in the order of the disasters. */
export async function rehearse(
  disasters: readonly Disaster[],
  asked: Asked,
  options: RunOptions,
): Promise<DisasterReport[]> {
  const seen = new Map<string, Rehearsed>();
  const scenarios = disasters.map((disaster): Scenario => ({
    id: disaster.id,
    title: disaster.title,
    budgetSeconds: 420,
    run: async (fleet) =>
      void seen.set(
        keyOf(disaster.id, fleet.supervisor),
        await rehearseDisaster(fleet, disaster, asked),
      ),
  }));
  const { results } = await runScenarios(scenarios, { ...options, keptAs: "roster-" });
  return results.map((result) => reportOf(result, seen.get(keyOf(result.id, result.supervisor))));
}

const keyOf = (id: string, supervisor: string): string => `${id} ${supervisor}`;

function reportOf(
  { status, seed: _, ...result }: ScenarioResult,
  { agents, unstruck }: Rehearsed = { agents: [] },
): DisasterReport {
  if (status !== "passed") return { ...result, status, agents };
  const lost = agents.some(({ outcome }) => outcome === "away" || outcome === "at-login");
  if (unstruck === undefined) return { ...result, status: lost ? "lost" : "survived", agents };
  return { ...result, status: lost ? "lost" : "skipped", reason: unstruck, agents };
}

import { dirname } from "node:path";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { laneOf, type RehearsalLane } from "./choose-lane.js";
import { moduleRoot } from "./find-cli.js";
import type { ScenarioResult } from "./live-document.js";
import { Rehearsal } from "./rehearsal.js";
import { ScenarioFailure } from "./scenario-failure.js";
import type { Scenario } from "./scenario.js";

export interface RunOptions {
  readonly lane: RehearsalLane;
  /** The `mosaic-fleet` command. Without it every scenario fails in its fourth view. */
  readonly cli: string | undefined;
  readonly onEnd?: (result: ScenarioResult) => void;
  /** Milliseconds since any moment; for the seconds of a result. */
  readonly now?: () => number;
}

/** Runs one after the other, each in a sandbox of its own. A scenario that fails does not end the run. */
export async function runScenarios(
  scenarios: readonly Scenario[],
  { lane, cli, onEnd, now = () => performance.now() }: RunOptions,
): Promise<{ readonly lane: RehearsalLane | null; readonly results: readonly ScenarioResult[] }> {
  const taken = new Set<RehearsalLane>();
  const rehearse = async (scenario: Scenario): Promise<void> => {
    const keep = cli === undefined ? [] : [moduleRoot(cli)];
    await using sandbox = await openSandbox({ keep: [...keep, dirname(process.execPath)] });
    const own = laneOf(sandbox.lane);
    taken.add(own);
    if (own !== lane) throw new ScenarioFailure(`the sandbox has lane \`${own}\`, not \`${lane}\``);
    await scenario.run(new Rehearsal(sandbox, cli));
  };
  const results: ScenarioResult[] = [];
  for (const scenario of scenarios) {
    const begin = now();
    const verdict = await rehearse(scenario).then(() => ({ status: "passed" as const }), failure);
    const seconds = Math.round(now() - begin) / 1000;
    const { id, title } = scenario;
    const result: ScenarioResult = { id, title, ...verdict, seconds };
    results.push(result);
    onEnd?.(result);
  }
  return { lane: [...taken][0] ?? null, results };
}

function failure(error: unknown): Pick<ScenarioResult, "status" | "reason"> {
  return { status: "failed", reason: error instanceof Error ? error.message : String(error) };
}

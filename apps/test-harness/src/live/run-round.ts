import { setTimeout as sleep } from "node:timers/promises";
import { dirname, join } from "node:path";
import { openSandbox, SandboxError, type Sandbox } from "@mosaicstack/systemd-sandbox";
import { judgeSkip } from "../allow-skips.js";
import { laneOf, type RehearsalLane } from "./choose-lane.js";
import { moduleRoot } from "./find-cli.js";
import { keepArtefacts } from "./keep-artefacts.js";
import type { ScenarioResult } from "./live-document.js";
import { openRandom } from "./random.js";
import { Rehearsal } from "./rehearsal.js";
import type { Round } from "./rounds.js";
import { hold, ScenarioFailure } from "./scenario-failure.js";

/** What all rounds of a run have in common. */
export interface RoundSettings {
  readonly lane: RehearsalLane;
  /** The `mosaic-fleet` command. Without it every scenario fails in that view. */
  readonly cli: string | undefined;
  /** Where a failure leaves what helps to understand it. Default: it leaves nothing. */
  readonly artefacts?: string | undefined;
  /** What the folder of each failure begins with. Default: the scenario's id. */
  readonly keptAs?: string;
  /** Ids of scenarios that may be skipped; any other that is skipped fails. Default: all may. */
  readonly allowedSkips?: ReadonlySet<string> | undefined;
  /** Milliseconds that the views have to agree in. Default: a minute. */
  readonly patienceMs?: number;
  /** Milliseconds since any moment; for the seconds of a result. */
  readonly now?: () => number;
}

type Verdict = Pick<ScenarioResult, "status" | "reason" | "artefacts">;
const MINUTE_MS = 60_000;

/** Runs one round in a sandbox of its own, to whatever end; the sandbox is gone when it returns. Never throws. */
export async function runRound(round: Round, settings: RoundSettings): Promise<ScenarioResult> {
  const { now = () => performance.now() } = settings;
  const begin = now();
  const { id, title } = round.scenario;
  const seen = await inSandbox(round, settings).catch(failed);
  const verdict = judgeSkip(id, seen, settings.allowedSkips);
  const { supervisor, seed } = round;
  const seconds = Math.round(now() - begin) / 1000;
  return { id, title, supervisor, seed, ...verdict, seconds };
}

async function inSandbox(round: Round, settings: RoundSettings): Promise<Verdict> {
  const { cli } = settings;
  const keep = cli === undefined ? [] : [moduleRoot(cli)];
  const sandbox = await openFor(round, [...keep, dirname(process.execPath)]);
  const verdict = await judge(round, sandbox, settings);
  const left = await troubleOf(sandbox.close());
  return left === undefined ? verdict : spoiled(verdict, `the sandbox did not close: ${left}`);
}

/** Never throws: what the scenario says is told, whatever happens to what it leaves. */
async function judge(round: Round, sandbox: Sandbox, settings: RoundSettings): Promise<Verdict> {
  const { lane, artefacts, keptAs = "" } = settings;
  try {
    const own = laneOf(sandbox.lane);
    hold(own === lane, `the sandbox has lane \`${own}\`, not \`${lane}\``);
    return await rehearse(round, sandbox, settings);
  } catch (error) {
    if (artefacts === undefined) return failed(error);
    const { scenario, supervisor, seed } = round;
    const folder = join(artefacts, `${keptAs}${scenario.id}-${supervisor}-${seed}`);
    const lost = await troubleOf(keepArtefacts(sandbox, folder));
    return lost === undefined
      ? { ...failed(error), artefacts: folder }
      : spoiled(failed(error), `artefacts not kept: ${lost}`);
  }
}

async function troubleOf(work: Promise<void>): Promise<string | undefined> {
  return work.then(() => undefined, wordsOf);
}

function spoiled(verdict: Verdict, trouble: string): Verdict {
  const { reason } = verdict;
  return { ...verdict, status: "failed", reason: [reason ?? [], trouble].flat().join("\n") };
}

/** Where there is no hybrid sandbox the scenario gets an ordinary one: limits bind in it, or its `obstacle` says that they do not. */
async function openFor({ scenario }: Round, keep: readonly string[]): Promise<Sandbox> {
  try {
    return await openSandbox({ ...scenario.sandbox, keep });
  } catch (error) {
    const wants = scenario.sandbox?.hierarchy === "hybrid";
    if (!wants || !(error instanceof SandboxError) || error.code !== "LaneUnavailable") throw error;
    return openSandbox({ keep });
  }
}

async function rehearse(
  { scenario, supervisor, seed }: Round,
  sandbox: Sandbox,
  { cli, patienceMs = MINUTE_MS }: RoundSettings,
): Promise<Verdict> {
  const random = openRandom(seed);
  const fleet = new Rehearsal({ sandbox, supervisor, cli, random, patienceMs });
  const obstacle = await scenario.obstacle?.(fleet);
  if (obstacle !== undefined) return { status: "skipped", reason: obstacle };
  const { budgetSeconds = 180 } = scenario;
  const ended = new AbortController();
  const running = scenario.run(fleet).finally(() => ended.abort());
  const outOfBudget = sleep(budgetSeconds * 1000, undefined, { signal: ended.signal }).then(() => {
    throw new ScenarioFailure(`it took more than its budget of ${budgetSeconds} seconds`);
  });
  // Whichever comes second is nobody's any more: its sandbox ends below it.
  for (const each of [running, outOfBudget]) each.catch(() => undefined);
  await Promise.race([running, outOfBudget]);
  return { status: "passed" };
}

function failed(error: unknown): Verdict {
  return { status: "failed", reason: wordsOf(error) };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

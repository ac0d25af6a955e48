import { describe, expect, it } from "vitest";
import { plantedCli } from "../../test/planted-cli.js";
import { chooseLane, readLanes } from "../live/choose-lane.js";
import { findCli } from "../live/find-cli.js";
import type { ScenarioResult } from "../live/live-document.js";
import { runScenarios } from "../live/run-scenarios.js";
import { scenarios } from "../scenarios/scenarios.js";
import type { Mutation } from "./mutation.js";
import { mutations } from "./mutations.js";

const chosen = chooseLane("auto", await readLanes());
const lane = chosen.lane ?? "sandbox";
if (chosen.lane === null) console.warn(`rehearsals are skipped, no lane here: ${chosen.reason}`);
const cli = findCli(process.env);

const rehearsed = mutations
  .flatMap(([, entries]) => entries)
  .flatMap((mutation) => {
    const { caughtBy } = mutation;
    if (!("live" in caughtBy)) return [];
    const { live, says, under = "systemd" } = caughtBy;
    return [[`${mutation.id} by ${live} under ${under}`, { mutation, says, live, under }] as const];
  });
type Rehearsed = Pick<(typeof rehearsed)[number][1], "live" | "under">;

async function rehearse(
  { live, under }: Rehearsed,
  mutation?: Mutation,
  patience: { readonly patienceMs?: number } = {},
): Promise<ScenarioResult | undefined> {
  if (cli === undefined) throw new Error("`mosaic-fleet` is not built: run `npm run build`");
  using planted = plantedCli(cli, mutation);
  const settings = { lane, cli: planted.cli, under: [under], ...patience };
  const named = scenarios.filter(({ id }) => id === live);
  const { results } = await runScenarios(named, settings);
  return results[0];
}

/** Each scenario without a defect, once; by its name and its supervisor. */
const sound = new Map<string, Promise<ScenarioResult | undefined>>();
const keyOf = ({ live, under }: Rehearsed): string => `${live} under ${under}`;
async function rehearseSound(what: Rehearsed): Promise<ScenarioResult | undefined> {
  const running = sound.get(keyOf(what)) ?? rehearse(what);
  sound.set(keyOf(what), running);
  return await running;
}

describe.skipIf(chosen.lane === null)("live", { concurrent: true }, () => {
  const once = new Map(rehearsed.map(([, each]) => [keyOf(each), each]));
  it.each([...once])("holds without a defect: %s", async (_, each) => {
    const { id, status, reason } = (await rehearseSound(each)) ?? {};
    expect({ id, status, reason }).toEqual({ id: each.live, status: "passed" });
  });

  it.each(rehearsed)("catches %s", async (_, { mutation, says, ...each }) => {
    const { status, seconds = 0 } = (await rehearseSound(each)) ?? {};
    expect(status, "without the defect").toBe("passed");
    const caught = {
      id: each.live,
      status: "failed",
      reason: expect.stringMatching(says) as unknown,
    };
    // Most wait in vain, and no step of the sound one took as long as half of it did. Another end may be the haste's.
    const patienceMs = Math.max((seconds * 1000) / 2, 5000);
    const hurried = await rehearse(each, mutation, { patienceMs });
    if (says.test(hurried?.reason ?? "")) expect(hurried).toMatchObject(caught);
    else expect(await rehearse(each, mutation)).toMatchObject(caught);
  });
});

import { rmSync } from "node:fs";
import { afterAll, expect, it } from "vitest";
import { scratchFolder } from "../../test/scratch-folder.js";
import type { LiveDocument } from "../live/live-document.js";
import { chooseLane, readLanes } from "../live/choose-lane.js";
import { run } from "../program.js";
import { roundsOf } from "../live/rounds.js";
import { supervisors } from "../views/views.js";
import { scenarios } from "../scenarios/scenarios.js";

const artefacts = scratchFolder("live");
afterAll(() => rmSync(artefacts, { recursive: true }));

async function live(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await run(["live", "--artefacts", artefacts, ...args], {
    env: process.env,
    cwd: process.cwd(),
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    color: false,
  });
  return { code, out, err };
}

const lane = chooseLane("auto", await readLanes());
if (lane.lane === null) console.warn(`rehearsals are skipped, no lane here: ${lane.reason}`);

const quick = scenarios.filter((scenario) => scenario.quick);

it.skipIf(lane.lane === null)("every quick scenario holds, in all views", async () => {
  const { code, out } = await live("--quick", "--seed", "7", "--format", "json");
  const document = JSON.parse(out) as LiveDocument;
  const bad = document.scenarios.filter(({ status }) => status !== "passed");
  expect(bad).toEqual([]);
  const rounds = roundsOf(quick, { under: supervisors, seed: 7, repeat: 1 });
  expect(document.scenarios.map(({ id, supervisor }) => `${id} ${supervisor}`)).toEqual(
    rounds.map(({ scenario, supervisor }) => `${scenario.id} ${supervisor}`),
  );
  expect(document).toMatchObject({ version: 1, lane: lane.lane, seed: 7 });
  expect(code).toBe(0);
});

it("with no lane nothing runs, and every scenario is told as skipped", async () => {
  const { code, out, err } = await live("--lane", "host", "--format", "json");
  const rounds = roundsOf(scenarios, { under: supervisors, seed: 1, repeat: 1 });
  expect(code).toBe(5);
  const { lane: taken, summary, scenarios: told } = JSON.parse(out) as LiveDocument;
  expect({ taken, summary }).toEqual({
    taken: null,
    summary: { passed: 0, failed: 0, skipped: rounds.length },
  });
  expect(told.map(({ status, reason }) => [status, typeof reason])).toEqual(
    rounds.map(() => ["skipped", "string"]),
  );
  expect(err).toMatch(/^no lane for a rehearsal; host: /);
});

it("with no lane a walk is told as skipped, too", async () => {
  const { code, out } = await live(
    "--walk",
    "3",
    "--seed",
    "4",
    "--supervisor",
    "tmux",
    "--lane",
    "host",
    "--format",
    "json",
  );
  const { scenarios: told } = JSON.parse(out) as LiveDocument;
  expect(code).toBe(5);
  expect(told).toMatchObject([{ id: "walk", supervisor: "tmux", seed: 4, status: "skipped" }]);
});

it.each([
  [["--scenario", "nothing"]],
  [["--scenario", "reexec", "--supervisor", "tmux"]],
  [["--quick", "--scenario", "three-hundred"]],
  [["--lane", "moon"]],
  [["--supervisor", "launchd"]],
  [["--seed", "-1"]],
  [["--repeat", "0"]],
  [["--parallel", "1e3"]],
  [["--cli", "/nowhere/mosaic-fleet"]],
  [["--allow-skips", "cold"]],
  [["--roster", "/dev/null", "--allow-skips", "cold-start"]],
  [["word"]],
])("refuses %j", async (args) => {
  expect((await live(...args)).code).toBe(2);
});

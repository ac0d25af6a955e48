import { expect, it } from "vitest";
import type { LiveDocument } from "../live/live-document.js";
import { chooseLane, readLanes } from "../live/choose-lane.js";
import { run } from "../program.js";
import { scenarios } from "../scenarios/scenarios.js";

async function live(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = "";
  let err = "";
  const code = await run(["live", ...args], {
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

it.skipIf(lane.lane === null)("every scenario holds, in all four views", async () => {
  const { code, out } = await live("--format", "json");
  const document = JSON.parse(out) as LiveDocument;
  const bad = document.scenarios.filter(({ status }) => status !== "passed");
  expect(bad).toEqual([]);
  expect(document.scenarios.map(({ id }) => id)).toEqual(scenarios.map(({ id }) => id));
  expect(document).toMatchObject({
    version: 1,
    lane: lane.lane,
    summary: { passed: scenarios.length, failed: 0, skipped: 0 },
  });
  expect(code).toBe(0);
});

it("with no lane nothing runs, and every scenario is told as skipped", async () => {
  const { code, out, err } = await live("--lane", "host", "--format", "json");
  expect(code).toBe(5);
  const { lane: taken, summary, scenarios: told } = JSON.parse(out) as LiveDocument;
  expect({ taken, summary }).toEqual({
    taken: null,
    summary: { passed: 0, failed: 0, skipped: scenarios.length },
  });
  expect(told.map(({ status, reason }) => [status, typeof reason])).toEqual(
    scenarios.map(() => ["skipped", "string"]),
  );
  expect(err).toMatch(/^no lane for a rehearsal; host: /);
});

it.each([
  [["--scenario", "nothing"]],
  [["--lane", "moon"]],
  [["--cli", "/nowhere/mosaic-fleet"]],
  [["word"]],
])("refuses %j", async (args) => {
  expect((await live(...args)).code).toBe(2);
});

import { existsSync, writeFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bundledVerbs, runNode, type VerbEnd } from "../../test/bundled-verbs.js";
import { openScratch, type Scratch } from "../../test/scratch.js";
import type { ApplyDocument } from "../documents/plan.js";
import { fleetPaths } from "../files/paths.js";
import { openFleet } from "../open-fleet.js";

const bundle = bundledVerbs({ beforeAll, afterAll }, "killed-apply");
const preload = join(import.meta.dirname, "../../test/kill-at.mjs");

let scratch: Scratch;
let roster = "";
beforeEach(async () => {
  scratch = await openScratch();
  roster = join(scratch.root, "roster.yaml");
});
afterEach(async () => {
  await scratch.close();
});

const head = `version: 1
name: test
socket_name: mosaic-fleet
defaults: { runtime: command, command: [sleep, "1000"], ready: { quiet: 100ms } }
agents:
`;
/** One stays, one changes so that it is restarted, one leaves as another one comes. */
const rosters = [
  `${head}  - name: stays\n  - { name: changes, args: ["1"] }\n  - name: one\n`,
  `${head}  - name: stays\n  - { name: changes, args: ["2"] }\n  - name: other\n`,
] as const;

const write = (round: number): void => writeFileSync(roster, rosters[round % 2] ?? "");

async function apply(killAt = -1): Promise<VerbEnd> {
  const env = { ...scratch.env, KILL_AT: String(killAt) };
  return await runNode(["--import", preload, bundle.path, "apply", roster, "tmux", "prune"], env);
}

async function settled(round: number): Promise<void> {
  const fleet = await openFleet({ roster, env: scratch.env, supervisor: "tmux" });
  const { changes } = await fleet.plan();
  expect(changes).toEqual([]);
  const { agents, server } = await fleet.status();
  expect(server.state).toBe("running");
  expect(agents.map(({ name, lifecycle, drift }) => [name, lifecycle, drift])).toEqual(
    ["stays", "changes", round % 2 === 0 ? "one" : "other"].map((name) => [name, "active", []]),
  );
}

/** More by `MOSAIC_KILLS=100`: then every step is one of them. */
const kills = Number(process.env["MOSAIC_KILLS"] ?? 5);

test("killed at any step, the next one converges, and nothing is torn", async () => {
  write(0);
  const first = await apply(0);
  expect(first.code).toBe(0);
  const most = Number(/steps (\d+)/.exec(first.stderr)?.[1]);
  expect(most).toBeGreaterThan(20);
  await settled(0);
  const seed = Math.floor(Math.random() * most);
  for (let round = 1; round <= kills; round++) {
    // Spread over all steps, from a place that is another one in each run
    const killAt = 1 + ((seed + Math.floor((round * most) / kills)) % most);
    write(round);
    const end = await apply(killAt);
    const step = `killed at step ${killAt}`;
    expect([step, end.code === undefined || end.code === 0]).toEqual([step, true]);
    const next = await apply();
    expect([step, next.code, next.stderr.includes("Error")]).toEqual([step, 0, false]);
    await settled(round);
  }
});

test("killed as it begins on a new machine", async () => {
  write(0);
  for (const killAt of [2, 3, 4, 5, 6, 9]) {
    const end = await apply(killAt);
    expect([killAt, end.code]).toEqual([killAt, undefined]);
  }
  expect((await apply()).code).toBe(0);
  await settled(0);
  const { tools } = fleetPaths(scratch.env);
  const torn = (await readdir(tools)).filter((name) => name.endsWith(".tmp"));
  expect(torn).toEqual([]);
});

test("two at once: each does its part or says who is at it, and both leave what the roster says", async () => {
  for (const round of [0, 1, 2]) {
    write(round);
    const ends = await Promise.all([apply(), apply()]);
    const told = ends.map(({ code, stderr }) =>
      code === 0 ? "done" : /this fleet is being changed already, by process \d+/.exec(stderr)?.[0],
    );
    expect(told).toContain("done");
    expect(told).not.toContain(undefined);
    await settled(round);
  }
});

test("the roster is replaced meanwhile: what was read is done, and the next one does the rest", async () => {
  write(0);
  const running = apply();
  const { state } = fleetPaths(scratch.env);
  await waitFor(() => existsSync(join(state, "apply")), { what: "the journal" });
  write(1);
  expect((await running).code).toBe(0);
  expect((await apply()).code).toBe(0);
  await settled(1);
});

test("with nothing to do nothing is written; without a wish nobody is restarted and nothing removed", async () => {
  write(0);
  await apply();
  write(1);
  const fleet = await openFleet({ roster, env: scratch.env, supervisor: "tmux" });
  const before = await fleet.status();
  const waits = await fleet.apply({ restart: "none" });
  const left = ({ changes }: ApplyDocument): string[] =>
    changes.flatMap(({ action, target, outcome }) =>
      outcome === "left" ? [`${action} ${target}`] : [],
    );
  expect(left(waits)).toEqual(["delete one", "restart changes"]);
  const agreed = await fleet.apply({ prune: true, agreed: [] });
  expect(left(agreed)).toEqual(["delete one", "restart changes"]);
  const after = await fleet.status();
  expect(after.agents[1]?.pane).toEqual(before.agents[1]?.pane);
  expect(after.agents[1]?.drift.map(({ kind }) => kind)).toEqual(["settings"]);
  expect(left(await fleet.apply({ prune: true }))).toEqual([]);
  await settled(1);
  const idle = await runNode(["--import", preload, bundle.path, "apply", roster, "tmux", "prune"], {
    ...scratch.env,
    KILL_AT: "0",
  });
  // Programs that are asked, and not one write
  expect(idle.stderr).toMatch(/^steps \d+\n$/);
  expect(JSON.parse(idle.stdout)).toMatchObject({ changes: [], agents: [] });
});

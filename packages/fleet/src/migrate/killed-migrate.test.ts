import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { bundledVerbs, runNode, type VerbEnd } from "../../test/bundled-verbs.js";
import { alone, OLD, openOldFleet, type OldFleet } from "../../test/old-fleet.js";
import type { MigrateDocument } from "../documents/migrate.js";
import { openFleet } from "../open-fleet.js";

const bundle = bundledVerbs({ beforeAll, afterAll }, "killed-migrate");
const preload = join(import.meta.dirname, "../../test/kill-at.mjs");

let me: OldFleet;
beforeEach(async () => {
  me = await openOldFleet();
  me.write(names.map((name) => alone(name)));
});
afterEach(async () => await me.scratch.close());

const names = ["one", "two"];

async function migrate(killAt = -1): Promise<VerbEnd> {
  const env = { ...me.env, KILL_AT: String(killAt) };
  const argv = [bundle.path, "migrate", me.roster, "tmux", OLD];
  return await runNode(["--import", preload, ...argv], env);
}

/** All are where they belong, and never were two of one name. */
async function settled(step: string): Promise<void> {
  const fleet = await openFleet({ roster: me.roster, env: me.env, supervisor: "tmux" });
  const { agents } = await fleet.status();
  expect([step, agents.map(({ name, lifecycle, drift }) => [name, lifecycle, drift])]).toEqual([
    step,
    names.map((name) => [name, "active", []]),
  ]);
  expect([step, me.sessions()]).toEqual([step, ["foreign"]]);
  expect([step, me.doubles()]).toEqual([step, []]);
  const { agents: rows } = await fleet.planMigration(names, OLD);
  expect([step, rows.map(({ next }) => next)]).toEqual([step, ["already-there", "already-there"]]);
}

async function again(): Promise<void> {
  const fleet = await openFleet({ roster: me.roster, env: me.env, supervisor: "tmux" });
  await fleet.stop(names);
  for (const name of names) await me.make(name);
}

/** More by `MOSAIC_KILLS=100`: then every step is one of them. */
const kills = Number(process.env["MOSAIC_KILLS"] ?? 5);

test("killed at any step, the next one goes on, and never two of one name run at once", async () => {
  await me.make("foreign");
  for (const name of names) await me.make(name);
  const first = await migrate(0);
  expect(first.code).toBe(0);
  await settled("not killed");
  await again();
  const most = Number(/steps (\d+)/.exec((await migrate(0)).stderr)?.[1]);
  expect(most).toBeGreaterThan(20);
  const seed = Math.floor(Math.random() * most);
  for (let round = 1; round <= kills; round++) {
    const killAt = 1 + ((seed + Math.floor((round * most) / kills)) % most);
    const step = `killed at step ${killAt} of ${most}`;
    await again();
    const end = await migrate(killAt);
    expect([step, end.code === undefined || end.code === 0]).toEqual([step, true]);
    const next = await migrate();
    expect([step, next.code, next.stderr.includes("Error")]).toEqual([step, 0, false]);
    const { agents } = JSON.parse(next.stdout) as MigrateDocument;
    const wrong = agents.filter(({ outcome }) => outcome === "failed" || outcome === "skipped");
    expect([step, wrong]).toEqual([step, []]);
    await settled(step);
  }
});

test("two at once: one does it, the other says who is at it or finds it done", async () => {
  await me.make("foreign");
  for (const name of names) await me.make(name);
  const ends = await Promise.all([migrate(), migrate()]);
  const told = ends.map(({ code, stderr }) =>
    code === 0 ? "done" : /this fleet is being changed already, by process \d+/.exec(stderr)?.[0],
  );
  expect(told).toContain("done");
  expect(told).not.toContain(undefined);
  await settled("two at once");
});

import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canaries, openScratch, pidOf, type Scratch } from "../../test/scratch.js";
import type { Fleet } from "../fleet.js";
import { fleetPaths } from "../files/paths.js";
import { openFleet } from "../open-fleet.js";
import { readServerRecord } from "./server-record.js";

let scratch: Scratch;
let roster = "";
let fleet: Fleet;
beforeEach(async () => {
  scratch = await openScratch();
  roster = join(scratch.root, "roster.yaml");
  await writeFile(roster, canaries(["cod"]));
  fleet = await openFleet({ roster, env: scratch.env, supervisor: "tmux" });
  await fleet.up();
});
afterEach(async () => {
  await scratch.close();
});

const drift = async (): Promise<string[]> =>
  ((await fleet.status()).agents[0]?.drift ?? []).map(({ kind, message }) => `${kind}: ${message}`);

/** Every length at which a write may have been cut short. */
async function* cutShort(file: string): AsyncGenerator<number> {
  const whole = await readFile(file);
  for (let length = 0; length < whole.length; length++) {
    await truncate(file, length);
    yield length;
    await writeFile(file, whole);
  }
}

test("what was noted of an agent's settings: cut short it is no other settings", async () => {
  const noted = join(fleetPaths(scratch.env).state, "started", "mosaic-fleet", "cod");
  await truncate(noted, 0);
  expect(await drift()).toEqual([]);
  await writeFile(noted, "0".repeat(20));
  expect(await drift()).toEqual([]);
  await writeFile(noted, `${"0".repeat(64)}\n`);
  expect(await drift()).toEqual([]);
  await writeFile(noted, `workdir ${"0".repeat(16)}\n`);
  expect(await drift()).toEqual([]);
  await writeFile(noted, `workdir ${"0".repeat(16)}\nend\n`);
  expect(await drift()).toEqual([
    "settings: runs with another `workdir`: `mosaic-fleet apply` restarts it",
  ]);
});

test("the record of the server: whole it is known, cut short it is nobody's", async () => {
  const place = { paths: fleetPaths(scratch.env), socket: "mosaic-fleet" };
  const pid = pidOf(await fleet.status());
  expect(await readServerRecord(place)).toEqual({
    pid,
    kind: "hand",
    path: expect.stringMatching(/\/mosaic-fleet$/),
  });
  for await (const length of cutShort(fleetPaths(scratch.env).serverRecord("mosaic-fleet")))
    expect([length, await readServerRecord(place)]).toEqual([length, undefined]);
  expect(await readServerRecord(place)).toEqual({
    pid,
    kind: "hand",
    path: expect.stringMatching(/\/mosaic-fleet$/),
  });
});

test("the record of a session: cut short its agent's state is not known, and that is told", async () => {
  const record = fleetPaths(scratch.env).sessionRecord("mosaic-fleet", "cod");
  const whole = await readFile(record, "utf8");
  for (const text of ["", whole.slice(0, -1), whole.slice(0, whole.indexOf("pane="))]) {
    await writeFile(record, text);
    expect(await drift()).toEqual([expect.stringContaining(`file: has a session, but whether`)]);
  }
  await writeFile(record, whole);
  expect(await drift()).toEqual([]);
});

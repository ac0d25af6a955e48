import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { canaries, openScratch, type Scratch } from "../test/scratch.js";
import type { Fleet } from "./fleet.js";
import { fleetPaths } from "./files/paths.js";
import { openFleet } from "./open-fleet.js";

let scratch: Scratch;
beforeEach(async () => {
  scratch = await openScratch();
  const { roster } = fleetPaths(scratch.env);
  mkdirSync(join(roster, ".."), { recursive: true });
  writeFileSync(roster, canaries(["one"]));
});
afterEach(async () => {
  await scratch.close();
});
const fleet = async (env = scratch.env): Promise<Fleet> =>
  await openFleet({ env, supervisor: "tmux" });

test("a fleet behind another TMUX_TMPDIR is told, and neither started twice nor taken for stopped", async () => {
  await (await fleet()).up();
  const pane = (await (await fleet()).status()).agents[0]?.pane?.pid;
  const elsewhere = join(scratch.root, "elsewhere");
  mkdirSync(elsewhere);
  const other = await fleet({ ...scratch.env, TMUX_TMPDIR: elsewhere });
  const [one] = (await other.status()).agents;
  expect(one?.drift.map(({ kind, message }) => `${kind}: ${message}`)).toContainEqual(
    expect.stringMatching(/^server: cannot be seen: the fleet's tmux server .* TMUX_TMPDIR/),
  );
  const acts = [
    () => other.start(["one"]),
    () => other.up(),
    () => other.stop(["one"]),
    () => other.down(),
  ];
  for (const act of acts)
    await expect(act()).rejects.toMatchObject({
      code: "Refused",
      message: expect.stringContaining(`TMUX_TMPDIR has tmux look at ${elsewhere}`) as string,
    });
  const status = await (await fleet()).status();
  expect(status.agents[0]).toMatchObject({ desired: "running", pane: { pid: pane } });
  // Once that server is gone this one may be founded.
  await (await fleet()).down();
  expect((await other.up()).agents).toMatchObject([{ outcome: "started" }]);
  await other.down();
});

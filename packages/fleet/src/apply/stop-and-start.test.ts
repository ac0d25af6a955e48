import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openScratch, type Scratch } from "../../test/scratch.js";
import { openFleet } from "../index.js";

let scratch: Scratch;
beforeAll(async () => {
  scratch = await openScratch();
});
afterAll(async () => await scratch.close());

test("of a stop and a start at the same time, what is true is what is remembered", async () => {
  const roster = join(scratch.root, "roster.yaml");
  // Ends only after a while, in which a start finds it running
  const command = `[sh, -c, 'trap "sleep 1; exit" TERM; while :; do sleep 0.1; done']`;
  writeFileSync(
    roster,
    `version: 1\nsocket_name: mosaic-fleet\ndefaults: { runtime: command, command: ${command} }\nagents: [{ name: cod }]\n`,
  );
  const fleet = await openFleet({ roster, env: scratch.env, supervisor: "tmux" });
  for (const afterMs of [0, 50, 100, 200, 400]) {
    await fleet.up();
    await Promise.all([fleet.stop(["cod"]), sleep(afterMs).then(() => fleet.start(["cod"]))]);
    const [agent] = (await fleet.status()).agents;
    const wish = agent?.lifecycle === "active" ? "running" : "stopped";
    expect([afterMs, agent?.desired, agent?.lifecycle]).toEqual([afterMs, wish, agent?.lifecycle]);
  }
});

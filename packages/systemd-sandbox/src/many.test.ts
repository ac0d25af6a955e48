import { mkdirSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildOwner, killOwners, leftovers, markOf, startOwner } from "../test/owner.js";
import { openSandbox } from "./open-sandbox.js";
import type { Sandbox } from "./sandbox.js";
import { HANG_MS, sandboxObstacle } from "./testing.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);
let owner = "";
beforeAll(async () => {
  owner = await buildOwner();
});
afterAll(killOwners);

describe.skipIf(obstacle !== undefined)("many sandboxes at once", () => {
  test.each([4, 8])("%i in one process share nothing and leave nothing", async (count) => {
    const numbers = Array.from({ length: count }, (_, index) => index);
    const opened = await Promise.all(numbers.map(async () => openSandbox({ deadlineMs: HANG_MS })));
    await Promise.all(opened.map(async (sandbox, index) => live(sandbox, `life-${index}`)));
    const seen = opened.map((sandbox) => sandbox.processes());
    expect(new Set(seen.flat().map(({ outsidePid }) => outsidePid)).size).toBe(seen.flat().length);
    const names = seen.map((each) => each.flatMap(({ command }) => /life-\d+/.exec(command) ?? []));
    expect(names.map((found) => [...new Set(found)])).toEqual(
      numbers.map((index) => [`life-${index}`]),
    );

    // Half of them end, one after a crash, while the others go on
    const ends = opened.filter((_, index) => index % 2 === 0);
    const stays = opened.filter((sandbox) => !ends.includes(sandbox));
    const before = stays.map((sandbox) => lives(sandbox));
    await Promise.all([ends[0]?.crash(), ...ends.slice(1).map(async (each) => each.close())]);
    await ends[0]?.close();
    expect(stays.map((sandbox) => lives(sandbox))).toEqual(before);
    for (const [index, sandbox] of stays.entries())
      expect(await files(sandbox)).toEqual([`life-${2 * index + 1}`]);
    await Promise.all(stays.map(async (each) => each.close()));
    expect(leftovers(`mosaic-sandbox-${process.pid}-`)).toEqual([]);
  });

  test("in two processes, of which one is killed, share nothing and leave nothing", async () => {
    const [one, two, killed] = [
      startOwner(owner, "many"),
      startOwner(owner, "many"),
      startOwner(owner, "stay"),
    ];
    await killed.said("open");
    killed.child.kill("SIGKILL");
    expect(await Promise.all([once(one.child, "exit"), once(two.child, "exit")])).toEqual([
      [0, null],
      [0, null],
    ]);
    for (const { child } of [one, two, killed])
      await expect.poll(() => leftovers(markOf(child))).toEqual([]);
  });
});

/** Two processes and a file that carry a name: one in a unit of that name, one in a tmux server at the place where all have theirs. */
async function live(sandbox: Sandbox, name: string): Promise<void> {
  const units = join(sandbox.home, ".config/systemd/user");
  mkdirSync(units, { recursive: true });
  const sleeping = ["sh", "-c", `echo "$0" >/tmp/$0; while :; do sleep 1; done`, name];
  const quoted = sleeping.map((word) => `'${word.replaceAll("$", "$$")}'`).join(" ");
  writeFileSync(join(units, "shared.service"), `[Service]\nExecStart=${quoted}\n`);
  await sandbox.exec("systemctl", ["--user", "start", "shared"], { reject: true });
  await sandbox.exec("tmux", ["-L", "mosaic-fleet", "new-session", "-d", ...sleeping], {
    reject: true,
  });
  await expect.poll(() => lives(sandbox)).toHaveLength(2);
  await expect.poll(async () => files(sandbox)).toEqual([name]);
}

const lives = (sandbox: Sandbox): string[] =>
  sandbox
    .processes()
    .filter(({ command }) => command.startsWith("sh -c echo"))
    .map(({ pid, startTime }) => `${pid} ${startTime}`);

async function files(sandbox: Sandbox): Promise<string[]> {
  const { stdout } = await sandbox.exec("ls", ["/tmp"], { reject: true });
  return stdout.split("\n").filter((name) => name.startsWith("life-"));
}

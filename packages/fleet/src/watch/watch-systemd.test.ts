import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noted, writeSleeper } from "@mosaicstack/agent-channel/testing";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import type { EventDocument, WaitedAgent } from "../documents.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("what happens under a real user manager", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });
  const { verb, systemctl } = fixture;

  beforeAll(async () => {
    writeSleeper(join(fixture.sandbox.home, ".local/bin"));
    await writeFile(
      fixture.roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: claude, restart: { delay: 1s } }
agents: [ { name: one, env: { NAME: one } }, { name: two, env: { NAME: two } } ]
`,
    );
  });

  const told = async (name: string): Promise<string[]> =>
    (await verb<EventDocument[]>("events", name)).map(
      ({ kind, from, to, source }) => `${kind} ${from} ${to} ${source}`,
    );
  test("a life, its own end, and the next one are told by the launcher", async () => {
    await verb("up");
    await verb<WaitedAgent[]>("wait", "idle", "one", "two");
    const keys = ["send-keys", "-t", "=one:", "/exit", "Enter"];
    await fixture.sandbox.exec("tmux", ["-L", "mosaic-fleet", ...keys]);
    await waitFor(
      () =>
        noted(fixture.sandbox.home, "one").filter((line) => line.startsWith("start")).length === 2,
      {
        what: "its next life",
      },
    );
    const waited = await verb<WaitedAgent[]>("wait", "idle", "one");
    expect(waited).toMatchObject([{ outcome: "reached", state: "idle", lifecycle: "active" }]);
    const all = await told("one");
    // Its two halves tell by themselves, each in order.
    expect(all.filter((line) => /^(lifecycle|exit)/.test(line))).toEqual([
      "lifecycle null active launcher",
      "exit null 0 launcher",
      "lifecycle active active launcher",
    ]);
    expect(all.filter((line) => line.startsWith("activity"))).toEqual([
      "activity null starting launcher",
      "activity starting idle hook",
      "activity idle starting launcher",
      "activity starting idle hook",
    ]);
  });

  test("who waits learns of a stop by the manager itself; a start tells of an end that nobody lived to tell", async () => {
    const waiting = verb<WaitedAgent[]>("wait", "error", "two");
    await systemctl("stop", "mosaic-agent@two.service");
    expect(await waiting).toMatchObject([{ outcome: "gone", lifecycle: "inactive" }]);
    expect((await told("two")).at(-1)).toBe("lifecycle active inactive launcher");
    await systemctl("kill", "--signal=KILL", "mosaic-agent@one.service");
    const lives = async (): Promise<number> =>
      (await told("one")).filter((line) => line === "lifecycle active active launcher").length;
    await waitFor(async () => (await lives()) === 2, { what: "its next life" });
  });
});

import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("a session by hand, and a full disk of the state", () => {
  let fleet: UnitFleet;
  let state: string;
  beforeAll(async () => {
    fleet = await openUnitFleet();
    state = join(fleet.home, ".local/state/mosaic/fleet");
    await fleet.sandbox.smallDisk(state, 1024 * 1024);
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());

  const start = async (command: string, restart: string): Promise<void> => {
    const script = join(fleet.home, ".config/mosaic/tools/fleet/start-agent-session.sh");
    await fleet.sandbox.exec(script, ["--restart", restart, "cod"], {
      env: { MOSAIC_AGENT_COMMAND: command },
      reject: true,
      deadlineMs: HANG_MS,
    });
  };
  const record = async (): Promise<string> =>
    await fleet.shell('cat "$1/sessions/mosaic-fleet/cod" 2>/dev/null || :', state);
  const says = async (words: RegExp): Promise<string> =>
    await waitFor(
      async () => {
        const text = await record();
        return words.test(text) ? text : undefined;
      },
      { what: `the record to be ${String(words)}` },
    );

  test("what an earlier life said is no word on this one, which is told once it is cut short", async () => {
    await start("true", "no:0:0:0");
    await says(/^state=inactive\n/);
    await fleet.shell('cat /dev/zero >"$1/ballast" 2>/dev/null || :', state);
    await start("sleep 1000", "always:0:0:9");
    expect(await record()).toBe("");
    await fleet.shell('rm "$1/ballast"', state);
    const pane = await fleet.pane("cod");
    fleet.sandbox.signal(Number(pane), "SIGKILL");
    expect(await says(/^state=active\n/)).toMatch(new RegExp(`\npane=${pane}$`));
  });
});

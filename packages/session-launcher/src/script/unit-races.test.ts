import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("an agent's unit in a race", () => {
  let fleet: UnitFleet;
  let sleeper: string;
  let gate: string;
  let hold: string;
  beforeAll(async () => {
    fleet = await openUnitFleet();
    sleeper = fleet.program("sleeper", "exec sleep 1000");
    fleet.agent("slow", { MOSAIC_AGENT_COMMAND: sleeper });
    [gate, hold] = [join(fleet.home, "gate"), join(fleet.home, "hold")];
    // The script's own bytes, run by a shell that keeps pane halves back while the gate is there
    const shell = fleet.program(
      "late-sh",
      `case " $* " in *" --pane "*) while [ -e "$HOME/gate" ]; do sleep 0.05; done ;; esac\nexec /bin/sh "$@"`,
    );
    const script = join(fleet.home, ".config/mosaic/tools/fleet/start-agent-session.sh");
    writeFileSync(
      script,
      readFileSync(script, "utf8").replace(/^#!.*/, () => `#!${shell}`),
    );
    // And a tmux, first on the unit's PATH, that keeps supervisors back
    const tmux = await fleet.shell("command -v tmux");
    fleet.program(
      "../.local/bin/tmux",
      `case " $* " in *" new-session "*) while [ -e "$HOME/hold" ]; do sleep 0.05; done ;; esac\nexec ${tmux.trim()} "$@"`,
    );
    // And a timeout(1) that sets none, so that no supervisor gives up by itself
    fleet.program("../.local/bin/timeout", 'shift 3; exec "$@"');
    await fleet.shell(
      `mkdir -p "$1" && printf '[Service]\\nTimeoutStartSec=2\\n' > "$1/70.conf" && systemctl --user daemon-reload`,
      `${fleet.home}/.config/systemd/user/mosaic-agent@slow.service.d`,
    );
    await fleet.control("start", "holder");
  });
  afterAll(async () => await fleet?.[Symbol.asyncDispose]());

  const sessions = async (): Promise<string[]> =>
    (await fleet.tmux("list-sessions", "-F", "#S")).split("\n").filter(Boolean).sort();
  const paneHalves = async (): Promise<number> =>
    (await fleet.shell("ps -A -o args="))
      .split("\n")
      .filter((line) => /^\/bin\/sh (\S+late-sh )?\S+session\.sh --pane /.test(line)).length;
  /** Starts it and waits until its session is there, its pane half kept back. */
  const startHalf = async (): Promise<void> => {
    onTestFinished(async () => {
      for (const file of [gate, hold]) rmSync(file, { force: true });
      await fleet.control("stop", "slow");
    });
    writeFileSync(gate, "");
    await fleet.control("start", "--no-block", "slow");
    await waitFor(async () => (await sessions()).includes("slow") && (await paneHalves()) === 1, {
      what: "the session",
    });
    expect(await fleet.facts("slow")).toMatchObject({ ActiveState: "activating" });
  };
  const upAsOne = async (): Promise<void> => {
    await fleet.until("slow", { ActiveState: "active", SubState: "running" });
    expect(await fleet.settled("slow")).toHaveLength(3);
    expect(await sessions()).toEqual(["slow"]);
    expect(await paneHalves()).toBe(1);
  };

  test("a session killed before its pane half is up comes back, once", async () => {
    await startHalf();
    await fleet.tmux("kill-session", "-t", "=slow:");
    rmSync(gate);
    await upAsOne();
    expect(Number((await fleet.facts("slow")).NRestarts)).toBeGreaterThan(0);
  });

  test("a stop while the pane half is not up ends inactive, with no session and no pane half", async () => {
    await startHalf();
    await fleet.control("stop", "slow");
    expect(await fleet.facts("slow")).toMatchObject({ ActiveState: "inactive", Result: "success" });
    await waitFor(async () => (await paneHalves()) === 0, { what: "the pane half to be gone" });
    expect(await sessions()).toEqual([]);
  });

  test("a supervisor killed while activating is followed by one whole agent", async () => {
    await startHalf();
    writeFileSync(hold, "");
    const before = await fleet.facts("slow");
    await fleet.shell('kill -9 "$1"', before.MainPID);
    // The next supervisor has written all for its own pane half when the first one's goes on
    const asked = "pgrep -fc '^/bin/sh .*/bin/tmux .* new-session ' || :";
    await waitFor(async () => (await fleet.shell(asked)) === "1", {
      what: "the next supervisor to ask for its session",
    });
    rmSync(gate);
    await waitFor(async () => (await paneHalves()) === 0, {
      what: "the first pane half to give up",
    });
    rmSync(hold);
    await upAsOne();
    expect((await fleet.facts("slow")).MainPID).not.toBe(before.MainPID);
  });

  test("thirty agents started twice at once have one session and one tree each", async () => {
    const names = Array.from({ length: 30 }, (_, at) => `n${String(at).padStart(2, "0")}`);
    for (const name of names) fleet.agent(name, { MOSAIC_AGENT_COMMAND: sleeper });
    const units = names.map((name) => `mosaic-agent@${name}.service`);
    await fleet.shell(
      'for unit; do systemctl --user start "$unit" & systemctl --user start "$unit" & done; wait',
      ...units,
    );
    expect(await sessions()).toEqual(names);
    expect(await paneHalves()).toBe(30);
    expect(await fleet.shell("pgrep -fc '^sleep 1000' || :")).toBe("30");
    const shown = await fleet.shell(
      'systemctl --user show -p ActiveState -p NRestarts "$@" | sort | uniq -c',
      ...units,
    );
    expect(
      shown
        .split("\n")
        .map((line) => line.trim())
        .filter((l) => /[a-z]/.test(l)),
    ).toEqual(["30 ActiveState=active", "30 NRestarts=0"]);
    await fleet.control("stop", ...names);
    expect(await sessions()).toEqual([]);
  });
});

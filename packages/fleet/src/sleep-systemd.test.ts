import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { sandboxedFleet } from "../test/sandboxed-fleet.js";
import { CONVERSATION, noted, writeSleeper } from "@mosaicstack/agent-channel/testing";
import type { AgentDelivery } from "./documents/deliveries.js";
import type { DoctorDocument } from "./documents/doctor.js";
import type { PlanDocument } from "./documents/plan.js";
import type { AgentReport } from "./documents/reports.js";
import type { AgentStatus, StatusDocument } from "./documents/status.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

/** How often a message comes while the agent goes to sleep. */
const ROUNDS = Number(process.env["MOSAIC_ROUNDS"] ?? 4);

describe.skipIf(obstacle !== undefined)("an agent that sleeps, under a real user manager", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });
  const { verb, show, systemctl } = fixture;
  const unit = "mosaic-agent@one.service";
  const look = "mosaic-idle@one.service";
  const timer = "mosaic-idle@one.timer";

  beforeAll(async () => {
    const { home } = fixture.sandbox;
    writeSleeper(join(home, ".local/bin"));
    await writeFile(
      fixture.roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: claude, restart: { delay: 1s } }
agents: [ { name: one, idle: { stop_after: 1h }, env: { NAME: one } } ]
`,
    );
    // A person's own, so that it is looked every second.
    const own = join(home, ".config/systemd/user/mosaic-idle@.timer.d");
    await mkdir(own, { recursive: true });
    const settings = [
      "OnActiveSec=",
      "OnUnitInactiveSec=",
      "OnActiveSec=1s",
      "OnUnitInactiveSec=1s",
    ];
    await writeFile(join(own, "own.conf"), `[Timer]\n${settings.join("\n")}\nAccuracySec=50ms\n`);
  });

  const asleep = (): string =>
    join(fixture.sandbox.home, ".local/state/mosaic/fleet/agents/mosaic-fleet/one/asleep");
  const did = (): string[] => noted(fixture.sandbox.home, "one");
  const heard = (): number => did().filter((line) => line === "heard hello").length;
  /** The folder of a boot is inside alone. */
  const aged = async (): Promise<boolean> => {
    const script = `cd "$XDG_RUNTIME_DIR/mosaic-fleet/channels/mosaic-fleet/one" &&
      grep -Eq '^state=(idle|done)$' activity && touch -d '2 hours ago' activity`;
    return (await fixture.sandbox.exec("sh", ["-c", script])).exitCode === 0;
  };
  const status = async (): Promise<AgentStatus | undefined> =>
    (await verb<StatusDocument>("status")).agents[0];
  const fallAsleep = async (): Promise<void> => {
    await waitFor(aged, { what: "its word that it is idle" });
    await waitFor(() => existsSync(asleep()), { what: "the mark of its sleep" });
    await waitFor(async () => (await show(unit, "ActiveState")) === "inactive", {
      what: "its end",
    });
  };

  test("falls asleep by a timer, gives its memory back, and neither plan, up nor apply wakes it", async () => {
    expect(await verb<AgentReport[]>("up")).toEqual([{ agent: "one", outcome: "started" }]);
    expect(await show(timer, "ActiveState")).toBe("active");
    await verb("send", "one");
    await fallAsleep();
    expect(await status()).toMatchObject({
      desired: "running",
      lifecycle: "inactive",
      activity: { state: "asleep", source: "launcher" },
      session: null,
      memoryBytes: null,
      reason: null,
      drift: [],
    });
    expect(await show(unit, "ControlGroup")).toBe("");
    await waitFor(async () => (await show(timer, "ActiveState")) === "inactive", {
      what: "the end of its timer",
    });
    expect((await verb<PlanDocument>("plan")).changes).toEqual([]);
    expect(await verb<AgentReport[]>("up")).toEqual([{ agent: "one", outcome: "asleep" }]);
    await verb("apply");
    const { findings } = await verb<DoctorDocument>("doctor");
    expect(findings.filter(({ id }) => id.startsWith("agent-"))).toEqual([]);
    expect(await show(unit, "ActiveState")).toBe("inactive");
    expect(await systemctl("is-enabled", unit)).toBe("enabled");
  });

  test("is asleep across a reboot, with no timer, and a message wakes it with its conversation", async () => {
    await fixture.sandbox.reboot();
    await waitFor(async () => (await show("mosaic-fleet.target", "ActiveState")) === "active", {
      what: "the target, which starts who is linked",
    });
    expect(await show(unit, "ActiveState")).toBe("inactive");
    expect(await show(timer, "ActiveState")).toBe("inactive");
    const { lifecycle, activity, drift, since } = (await status()) ?? {};
    expect([lifecycle, activity?.state, drift]).toEqual(["inactive", "asleep", []]);
    expect(since).toMatch(/Z$/);
    expect((await verb<PlanDocument>("plan")).changes).toEqual([]);
    expect(await verb<AgentDelivery[]>("send", "one")).toMatchObject([{ outcome: "delivered" }]);
    expect(did()).toEqual(["start new", "heard hello", `start ${CONVERSATION}`, "heard hello"]);
    expect(await show(timer, "ActiveState")).toBe("active");
    // One that is awake comes back with its timer: neither is dropped for the order of the other.
    await fixture.sandbox.reboot();
    await waitFor(async () => (await show(timer, "ActiveState")) === "active", {
      what: "its timer",
    });
    expect(await show(unit, "ActiveState")).toBe("active");
    const { stdout } = await fixture.sandbox.exec("journalctl", ["--user", "-b", "-o", "cat"]);
    expect(`${readFileSync(fixture.sandbox.log, "utf8")}${stdout}`).not.toContain("ordering cycle");
  });

  test("a message in the very moment of going to sleep arrives once, also when who puts it to sleep is killed", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const moment = Math.round(((round + Math.random()) / ROUNDS) * 1500);
      const which = `round ${round}, sent after ${moment} ms`;
      const before = heard();
      await waitFor(aged, { what: "its word that it is idle" });
      const sending = sleep(moment).then(async () => await verb<AgentDelivery[]>("send", "one"));
      if (round % 2 === 1) {
        await waitFor(() => existsSync(asleep()) || heard() > before, { what: "its sleep" });
        await systemctl("kill", "-s", "KILL", look);
      }
      const [delivery] = await sending;
      expect(["delivered", "queued"], `${which}: ${delivery?.reason}`).toContain(delivery?.outcome);
      await waitFor(() => heard() > before, { what: "the message" });
      expect(heard(), which).toBe(before + 1);
    }
  }, 600_000);

  test("sleeps no more once `idle` is gone from the roster", async () => {
    await waitFor(async () => (await show(unit, "ActiveState")) === "active", { what: "it" });
    await writeFile(
      fixture.roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: claude, restart: { delay: 1s } }
agents: [ { name: one, env: { NAME: one } } ]
`,
    );
    const { agents } = await verb<{ agents: AgentReport[] }>("apply");
    expect(agents).toEqual([]);
    await waitFor(aged, { what: "its word that it is idle" });
    await systemctl("start", look);
    expect(await show(unit, "ActiveState")).toBe("active");
    await rm(asleep(), { force: true });
    await verb("down");
  });
});

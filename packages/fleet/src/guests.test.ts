import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { openTmux } from "@mosaicstack/tmux-client";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { sandboxedFleet } from "../test/sandboxed-fleet.js";
import { age, noted, writeSleeper } from "@mosaicstack/agent-channel/testing";
import { canaries, openScratch, type Scratch } from "../test/scratch.js";
import type { AgentDelivery } from "./documents/deliveries.js";
import type { DoctorDocument } from "./documents/doctor.js";
import type { StatusDocument } from "./documents/status.js";
import type { Fleet } from "./fleet.js";
import { doctor } from "./doctor/doctor.js";
import { openFleet } from "./open-fleet.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

/** `guest` lives on another server, by its own env file; `one` lives at home. */
async function settle(home: string, roster: string): Promise<void> {
  await writeFile(roster, canaries(["one", "guest"]));
  const agents = join(home, ".config/mosaic/fleet/agents");
  await mkdir(agents, { recursive: true });
  await writeFile(join(agents, "guest.env"), "MOSAIC_TMUX_SOCKET=elsewhere\n");
}

const other = "-L elsewhere -f /dev/null new-session -d -s own".split(" ").concat("sleep 2000");

const alive = {
  lifecycle: "active",
  session: { name: "guest", attached: false },
  pane: { dead: false },
  drift: [],
};

describe("a guest on another server, in tmux alone", () => {
  let scratch: Scratch;
  beforeEach(async () => (scratch = await openScratch()));
  afterEach(async () => await scratch.close());

  test("status, send, screen, logs and attach look for it there", async () => {
    const { env, root } = scratch;
    const roster = join(root, "roster.yaml");
    await settle(join(root, "home"), roster);
    const elsewhere = openTmux({ socket: "elsewhere" }, { env });
    execFileSync("tmux", other, { env });
    const fleet = await openFleet({ roster, env, supervisor: "tmux" });
    expect((await fleet.up()).agents).toEqual([
      { agent: "one", outcome: "started" },
      { agent: "guest", outcome: "started" },
    ]);
    expect((await fleet.up()).agents[1]).toEqual({ agent: "guest", outcome: "running" });
    await waitFor(async () => (await fleet.status()).summary.drifted === 0, {
      what: "both as the roster wants",
    });
    const status = await fleet.status();
    expect(status.agents[1]).toMatchObject(alive);
    expect(status.agents[1]?.activity.reason).toBeUndefined();
    expect((await fleet.send(["one", "guest"], "hello")).deliveries).toMatchObject([
      { agent: "one", outcome: "delivered" },
      { agent: "guest", outcome: "delivered" },
    ]);
    expect((await fleet.screen("guest")).lines.join("\n")).toContain("canary heard: hello");
    const lines: string[] = [];
    for await (const line of fleet.logs("guest", { lines: 100 })) lines.push(line);
    expect(lines).toContain("canary heard: hello");
    const { args } = await fleet.attachCommand("guest");
    expect(args.join(" ")).toContain("elsewhere");
    await elsewhere.run(["kill-session", "-t", "=guest:"]);
    await waitFor(async () => (await fleet.status()).agents[1]?.lifecycle === "failed", {
      what: "the end of the guest",
    });
    expect((await fleet.status()).agents[0]).toMatchObject({ lifecycle: "active", drift: [] });
  });

  test("stop, restart, apply, doctor and down reach it there, and leave that server alone", async () => {
    const { env, root } = scratch;
    const roster = join(root, "roster.yaml");
    await settle(join(root, "home"), roster);
    const elsewhere = openTmux({ socket: "elsewhere" }, { env });
    execFileSync("tmux", other, { env });
    const open = async (): Promise<Fleet> => await openFleet({ roster, env, supervisor: "tmux" });
    const sessions = async (): Promise<string[]> =>
      (await elsewhere.run(["list-sessions", "-F", "#{session_name}"])).trim().split("\n");
    const seen = async (format: string): Promise<string> =>
      (await elsewhere.run(["display-message", "-p", "-t", "=guest:", format])).trim();
    const fleet = await open();
    await fleet.up();
    const { findings } = await doctor({ roster, env, supervisor: "tmux" });
    expect(findings.filter(({ what }) => what.includes("guest"))).toEqual([]);

    const first = await seen("#{pane_pid}");
    expect((await fleet.restart(["guest"])).agents).toMatchObject([
      { agent: "guest", outcome: "started" },
    ]);
    const second = await seen("#{pane_pid}");
    expect(second).not.toBe(first);
    expect((await fleet.stop(["one", "guest"])).agents).toMatchObject([
      { agent: "one", outcome: "stopped" },
      { agent: "guest", outcome: "stopped" },
    ]);
    expect(await sessions()).toEqual(["own"]);
    expect((await fleet.status()).agents[1]).toMatchObject({ lifecycle: "inactive", drift: [] });
    expect((await fleet.stop(["guest"])).agents).toMatchObject([
      { agent: "guest", outcome: "inactive" },
    ]);

    await fleet.start(["one", "guest"]);
    const workdir = join(root, "home/moved");
    await mkdir(workdir);
    await writeFile(roster, canaries(["one", `guest\n    workdir: ${workdir}`]));
    const changed = await open();
    expect((await changed.apply()).agents).toMatchObject([{ agent: "guest", outcome: "started" }]);
    expect(await seen("#{pane_start_path}")).toBe(workdir);

    expect(await changed.down()).toMatchObject({
      agents: [
        { agent: "one", outcome: "stopped" },
        { agent: "guest", outcome: "stopped" },
      ],
      server: "ended",
    });
    expect(await sessions()).toEqual(["own"]);
  });

  test("it falls asleep there, and a message wakes it", async () => {
    const { root } = scratch;
    const home = join(root, "home");
    const roster = join(root, "roster.yaml");
    await settle(home, roster);
    writeSleeper(join(root, "bin"));
    await writeFile(
      roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: claude, restart: { delay: 1s }, idle: { stop_after: 1m } }
agents: [ { name: guest, env: { NAME: guest } } ]
`,
    );
    const env = { ...scratch.env, PATH: `${join(root, "bin")}:${scratch.env["PATH"]}` };
    execFileSync("tmux", other, { env });
    const fleet = await openFleet({ roster, env, supervisor: "tmux" });
    await fleet.up();
    const channel = join(root, "run/mosaic-fleet/channels/elsewhere/guest");
    await waitFor(() => age(join(channel, "activity")), { what: "its word that it is idle" });
    await waitFor(() => existsSync(join(channel, "state/asleep")), { what: "its sleep" });
    await waitFor(async () => (await fleet.status()).agents[0]?.lifecycle === "inactive", {
      what: "its end",
    });
    expect((await fleet.status()).agents).toMatchObject([
      { activity: { state: "asleep" }, drift: [] },
    ]);
    expect((await fleet.up()).agents).toEqual([{ agent: "guest", outcome: "asleep" }]);
    await fleet.send(["guest"], "wake up");
    await waitFor(() => noted(home, "guest").includes("heard wake up"), { what: "the message" });
    expect(existsSync(join(channel, "state/asleep"))).toBe(false);
    await fleet.down();
  });
});

describe.skipIf(obstacle !== undefined)("a guest on another server, under systemd", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });

  test("it is active with its session, gets what is sent, and its screen is its own", async () => {
    await settle(fixture.sandbox.home, fixture.roster);
    await fixture.sandbox.exec("tmux", other, { reject: true });
    expect(await fixture.verb("up")).toEqual([
      { agent: "one", outcome: "started" },
      { agent: "guest", outcome: "started" },
    ]);
    const status = await fixture.verb<StatusDocument>("status");
    expect(status.agents[1]).toMatchObject(alive);
    expect(await fixture.verb<AgentDelivery[]>("send", "guest")).toMatchObject([
      { agent: "guest", outcome: "delivered" },
    ]);
    const { lines } = await fixture.verb<{ lines: string[] }>("screen", "guest");
    expect(lines.join("\n")).toContain("canary heard: hello");
    await fixture.verb("down");
  });

  test("that it never sleeps there is said", async () => {
    await settle(fixture.sandbox.home, fixture.roster);
    await writeFile(
      fixture.roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: claude, idle: { stop_after: 1m } }
agents: [ { name: one }, { name: guest } ]
`,
    );
    const { findings } = await fixture.verb<DoctorDocument>("doctor");
    expect(findings.filter(({ id }) => id === "agent-never-sleeps")).toMatchObject([
      { severity: "warning", what: expect.stringContaining("`guest`") as string },
    ]);
  });
});

import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTmux } from "@mosaicstack/tmux-client";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { openScratch, type Scratch } from "../test/scratch.js";
import { age, CONVERSATION, noted, writeSleeper } from "@mosaicstack/agent-channel/testing";
import { openFleet, type Fleet } from "./index.js";

describe("an agent that sleeps, in tmux alone", () => {
  let scratch: Scratch;
  let home = "";
  beforeEach(async () => {
    scratch = await openScratch();
    home = scratch.env["HOME"] ?? "";
    writeSleeper(join(scratch.root, "bin"));
  });
  afterEach(async () => await scratch.close());

  const channel = (...names: string[]): string =>
    join(scratch.env["XDG_RUNTIME_DIR"] ?? "", "mosaic-fleet/channels/mosaic-fleet/one", ...names);
  const asleep = (): string => channel("state", "asleep");

  async function open(
    idle = "stop_after: 1m",
    { file = "roster.yaml", agents = "[ { name: one, env: { NAME: one } } ]" } = {},
  ): Promise<Fleet> {
    const roster = join(scratch.root, file);
    writeFileSync(
      roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: claude, restart: { delay: 1s }, idle: { ${idle} } }
agents: ${agents}
`,
    );
    const PATH = `${join(scratch.root, "bin")}:${scratch.env["PATH"]}`;
    return await openFleet({ roster, env: { ...scratch.env, PATH }, supervisor: "tmux" });
  }

  async function stateOf(fleet: Fleet): Promise<string> {
    const [agent] = (await fleet.status()).agents;
    return `${agent?.lifecycle} ${agent?.activity.state}`;
  }

  async function fallAsleep(fleet: Fleet): Promise<void> {
    await waitFor(() => age(channel("activity")), { what: "its word that it is idle" });
    await waitFor(async () => (await stateOf(fleet)) === "inactive asleep", { what: "its sleep" });
  }

  /** What bears the mark of an agent of this home. */
  const processes = (): string[] =>
    readdirSync("/proc").filter((pid) => {
      try {
        return (
          /^\d+$/.test(pid) &&
          readFileSync(`/proc/${pid}/environ`, "latin1").includes(`HOME=${home}\0`) &&
          !readFileSync(`/proc/${pid}/cmdline`, "latin1").startsWith("tmux")
        );
      } catch {
        return false;
      }
    });

  test("falls asleep when it was idle for long, leaves no process, and one message of two senders each wakes it once", async () => {
    const fleet = await open();
    await fleet.up();
    await fleet.send(["one"], "first");
    await fallAsleep(fleet);
    expect(await stateOf(fleet)).toBe("inactive asleep");
    const [agent] = (await fleet.status()).agents;
    expect(agent).toMatchObject({ desired: "running", session: null, reason: null, drift: [] });
    expect((await fleet.plan()).changes).toEqual([]);
    await waitFor(() => processes().length === 0, { what: "the end of all its processes" });
    expect((await fleet.up()).agents).toEqual([{ agent: "one", outcome: "asleep" }]);
    expect((await fleet.apply()).agents).toEqual([]);

    const sent = await Promise.all([fleet.send(["one"], "second"), fleet.send(["one"], "third")]);
    const outcomes = sent.map(({ deliveries: [delivery] }) => delivery?.outcome ?? "");
    for (const outcome of outcomes) expect(["delivered", "queued"]).toContain(outcome);
    await waitFor(() => noted(home, "one").length >= 5, { what: "both messages" });
    const [start, first, again, ...rest] = noted(home, "one");
    expect([start, first, again]).toEqual(["start new", "heard first", `start ${CONVERSATION}`]);
    expect(rest.toSorted()).toEqual(["heard second", "heard third"]);
    expect(existsSync(asleep())).toBe(false);
    const isDone = async (): Promise<boolean> => /^active (done|idle)$/.test(await stateOf(fleet));
    await waitFor(isDone, { what: "the end of its turn" });
  });

  test("the time of `ask` bounds its waking: what is late then is not given at all", async () => {
    const fleet = await open();
    await fleet.up();
    await fleet.send(["one"], "first");
    await fallAsleep(fleet);
    writeFileSync(join(home, "slow"), "");
    const asked = await fleet.ask("one", "too late", { timeoutMs: 1500 });
    expect(asked).toMatchObject({
      outcome: "waiting",
      answer: null,
      reason: "it does not take input yet: the message was not sent",
    });
    rmSync(join(home, "slow"));
    await waitFor(
      async () => (await fleet.send(["one"], "next")).deliveries[0]?.outcome === "delivered",
      {
        what: "the next message",
      },
    );
    expect(noted(home, "one")).toEqual([
      "start new",
      "heard first",
      `start ${CONVERSATION}`,
      "heard next",
    ]);
  });

  test("is stopped by a stop, and no more asleep; with `wake: never` a message is refused, and `start` wakes it", async () => {
    const fleet = await open("stop_after: 1m, wake: never");
    await fleet.up();
    await fallAsleep(fleet);
    expect((await fleet.send(["one"], "hello")).deliveries).toMatchObject([
      { outcome: "refused", reason: expect.stringMatching(/^asleep-cannot-wake/) as string },
    ]);
    expect((await fleet.start(["one"])).agents).toEqual([{ agent: "one", outcome: "started" }]);
    await fallAsleep(fleet);
    // Who woke it was killed on the way: it is one that should run, and the next one goes on.
    renameSync(asleep(), channel("state", "waking"));
    expect(await stateOf(fleet)).toBe("inactive unknown");
    expect((await fleet.plan()).changes).toMatchObject([{ action: "start", agent: "one" }]);
    const { deliveries } = await (await open()).send(["one"], "hello");
    expect(deliveries).toMatchObject([{ outcome: "delivered" }]);
    expect(existsSync(channel("state", "waking"))).toBe(false);
    await fallAsleep(fleet);
    await fleet.stop(["one"]);
    expect((await fleet.status()).agents[0]).toMatchObject({
      desired: "stopped",
      lifecycle: "inactive",
      activity: { state: "unknown" },
    });
    expect(existsSync(asleep())).toBe(false);
  });

  test("stays awake while somebody is attached, and while something is half-typed", async () => {
    const fleet = await open();
    await fleet.up();
    const tmux = openTmux({ socket: "mosaic-fleet" }, { env: scratch.env, deadlineMs: HANG_MS });
    const look = join(home, ".config/mosaic/tools/fleet/let-sleep.sh");
    const { pid = 0 } = (await fleet.status()).agents[0]?.pane ?? {};
    const lookNow = async (): Promise<number | null> =>
      await new Promise((resolve) => {
        const args = ["--pane", String(pid), "60", channel()];
        spawn(look, args, { env: scratch.env, stdio: "ignore", detached: true }).once(
          "close",
          resolve,
        );
      });
    const client = spawn("tmux", ["-L", "mosaic-fleet", "-C", "attach", "-t", "=one"], {
      env: scratch.env,
      stdio: ["pipe", "ignore", "ignore"],
    });
    await waitFor(async () => (await fleet.status()).agents[0]?.session?.attached, {
      what: "a client",
    });
    await waitFor(() => age(channel("activity")), { what: "its word that it is idle" });
    expect(await lookNow()).toBe(0);
    expect(await stateOf(fleet)).toBe("active idle");
    await tmux.run(["send-keys", "-t", "=one:", "-l", "half"]);
    client.stdin.end();
    await waitFor(async () => !(await fleet.status()).agents[0]?.session?.attached, {
      what: "the client's end",
    });
    expect(await lookNow()).toBe(0);
    expect(await stateOf(fleet)).toBe("active idle");
    // A look that was killed behind its mark is mended by the next one.
    writeFileSync(asleep(), "");
    expect(await lookNow()).toBe(0);
    expect(existsSync(asleep())).toBe(false);
    await tmux.run(["send-keys", "-t", "=one:", "C-u"]);
    await waitFor(async () => (await stateOf(fleet)) === "inactive asleep", { what: "its sleep" });
    // Another roster, with an agent of the same name, did not put it to sleep.
    expect((await (await open(undefined, { file: "other.yaml" })).plan()).changes).toMatchObject([
      { action: "start", agent: "one" },
    ]);
    // Its mark goes with it when it leaves the roster: put back, it is as any other.
    await (
      await open(undefined, { agents: "[ { name: two, enabled: false } ]" })
    ).apply({ prune: true });
    expect(existsSync(asleep())).toBe(false);
    await open();
    // Without its mark it is one that should run.
    expect((await fleet.plan()).changes).toMatchObject([{ action: "start", agent: "one" }]);
  });
});

import { join } from "node:path";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openByHand, startOptions, type ByHand } from "../../test/by-hand.js";
import { findOwnSession } from "./own-session.js";
import { overrideRuntime, runtimes } from "@mosaicstack/runtimes";
import { startSession, type StartOptions } from "./start-session.js";
import { stopSession } from "./stop-session.js";
import { waitReady } from "./wait-ready.js";

const runtime = overrideRuntime(runtimes.pi, {
  box: { shown: null, empty: null, text: null },
  ready: { screen: null, dialogs: ["Trust this\\?"], quietMs: 300, deadlineMs: HANG_MS },
  stop: { type: "/quit", waitMs: HANG_MS },
});
const bar = overrideRuntime(runtime, { ready: { screen: "\\? for help" } });

describe("ready, and the runtime's own way to quit", () => {
  let hand: ByHand;
  let options: Omit<StartOptions, "name" | "environment">;
  beforeAll(async () => {
    hand = await openByHand();
    options = startOptions(hand, {
      policy: "always",
      delaySeconds: 1,
      maxDelaySeconds: 1,
      burst: 5,
    });
  });
  afterAll(async () => await hand[Symbol.asyncDispose]());

  const recordOf = (name: string): string =>
    join(hand.home, ".local/state/mosaic/fleet/sessions/mosaic-fleet", name);
  const start = async (
    name: string,
    body: string,
    ready?: Omit<NonNullable<StartOptions["ready"]>, "tmux">,
  ): Promise<"started" | "running"> => {
    const { HOME = "", PATH = "" } = hand.env;
    const environment = { HOME, PATH, MOSAIC_AGENT_COMMAND: hand.program(name, body) };
    const wait = ready && { ready: { ...ready, tmux: hand.tmux, record: recordOf(name) } };
    return await startSession({ ...options, name, environment, ...wait });
  };
  const paneOf = async (name: string) => (await findOwnSession(hand.tmux, name))!.pane!.ref;
  const prompt = `echo '> '; while IFS= read -r line; do [ "$line" != /quit ] || exit 0; echo "$line" >> "$HOME/heard"; done`;

  test("started is said when the screen stands still, not while it paints", async () => {
    // Without a process of its own for each line, which may take its time on a busy machine
    const paint = `i=0; while [ $i -lt 300000 ]; do i=$((i+1)); [ $((i%1000)) != 0 ] || echo "painting $i"; done; echo > "$HOME/painted"; ${prompt}`;
    const patient = overrideRuntime(runtime, { ready: { quietMs: 1000 } });
    expect(await start("paints", paint, { runtime: patient })).toBe("started");
    expect(hand.read("painted")).toBe("\n");
  });

  test("with a pattern, what moves beside it does not matter, and an empty screen is not it", async () => {
    const moving = `sleep 0.3; while :; do printf '\\033[H%s\\n? for help\\n' "$(date +%N)"; sleep 0.05; done`;
    expect(await start("moves", moving, { runtime: bar })).toBe("started");
    await expect(
      start("quiet", "exec sleep 1000", { runtime: bar, deadlineMs: 600 }),
    ).rejects.toMatchObject({
      code: "NotReady",
      message: expect.stringContaining("not ready after 600 ms") as string,
    });
    // It is left for a person to look at
    expect(await hand.tmux.sessions.find("quiet")).toBeDefined();
  });

  test("a dialog is told with its words, and one that is answered is over", async () => {
    const body = `echo 'Trust this? [y/n]'; read -r _; printf '\\033[2J\\033[H'; ${prompt}`;
    await expect(start("asks", body, { runtime, dialogMs: 500 })).rejects.toMatchObject({
      code: "NotReady",
      message: expect.stringContaining('it waits for a person ("Trust this?")') as string,
    });
    const pane = await paneOf("asks");
    await hand.tmux.panes.keys(pane, "y", "Enter");
    expect(await waitReady(hand.tmux, pane, runtime)).toMatchObject({ ready: true });
  });

  test("one that ends is never ready, whether it is restarted or its pane goes", async () => {
    const crash = { code: "NotReady", message: expect.stringContaining("ended at once") as string };
    await expect(start("crash", "sleep 0.3; exit 3", { settleMs: HANG_MS })).rejects.toMatchObject(
      crash,
    );
    const never = overrideRuntime(bar, { ready: { quietMs: HANG_MS } });
    await expect(
      start("fails", "echo '? for help'; sleep 0.1; exit 3", { runtime: never }),
    ).rejects.toMatchObject(crash);
    options = { ...options, restart: { ...options.restart, policy: "no" } };
    await expect(start("once", "sleep 0.3", { settleMs: HANG_MS })).rejects.toMatchObject(crash);
    options = { ...options, restart: { ...options.restart, policy: "always" } };
  });

  test("what the pane half says between two lives is nobody's prompt", async () => {
    const says =
      "'until 9 pm' 'mosaic: ended with status 1 at its usage limit, starts again in 900 s'";
    await expect(
      start("limit", `printf '%s\\n' ${says}; exec sleep 1000`, { runtime, deadlineMs: 900 }),
    ).rejects.toMatchObject({
      code: "NotReady",
      message: expect.stringContaining("not ready after 900 ms") as string,
    });
  });

  test("a plain command is ready when its screen stands still, or at its deadline", async () => {
    const unpacks = `for at in 1 2 3 4 5 6 7 8; do printf "\\runpacking $at"; sleep 0.2; done; echo > "$HOME/unpacked"; cat`;
    expect(await start("unpacks", unpacks, { settleMs: 700 })).toBe("started");
    expect(hand.read("unpacked")).toBe("\n");
    const clock = { settleMs: 1200, deadlineMs: 1500 };
    expect(await start("plain", "while :; do date +%N; sleep 0.05; done", clock)).toBe("started");
    expect(await start("plain", "exit 1", { settleMs: 300 })).toBe("running");
  });

  test("a plain command that asks is told with its words, whatever it asks", async () => {
    const body = `printf 'Enter your API key: '; read -r _; echo; ${prompt}`;
    const wait = { settleMs: 500, deadlineMs: 5000, dialogMs: 500 };
    await expect(start("key", body, wait)).rejects.toMatchObject({
      code: "NotReady",
      message: expect.stringContaining('it waits for a person ("key:")') as string,
    });
    const pane = await paneOf("key");
    await hand.tmux.panes.keys(pane, "y", "Enter");
    expect(await waitReady(hand.tmux, pane, undefined, wait)).toMatchObject({ ready: true });
  });

  test("a stop types the quit where it is read, and the loop does not start it again", async () => {
    await start("polite", prompt, { runtime });
    expect(await stopSession(hand.tmux, "polite", { runtime })).toEqual({
      outcome: "stopped",
      by: "quit",
      killed: 0,
      strays: [],
      left: [],
    });
    expect(hand.record("polite")).toMatchObject({ state: "inactive", status: "0" });
    expect(await hand.tmux.sessions.find("polite")).toBeUndefined();
  });

  test("nothing is typed into a dialog; a quit that is not obeyed is followed by TERM", async () => {
    await start("dialog", `echo 'Trust this?'; ${prompt}`);
    await waitFor(
      async () => (await hand.ask("capture-pane", "-p", "-t", "=dialog:")).includes("Trust"),
      {
        what: "the dialog",
      },
    );
    expect(await stopSession(hand.tmux, "dialog", { runtime })).toMatchObject({
      by: "signal",
      killed: 0,
    });
    expect(hand.read("heard") ?? "").not.toContain("/quit");

    const box = overrideRuntime(runtime, { box: { shown: null, empty: null, text: "^> \\S" } });
    await start("drafted", `printf '> half a thou'; ${prompt}`, { runtime: box });
    expect(await stopSession(hand.tmux, "drafted", { runtime: box })).toMatchObject({
      by: "signal",
    });
    expect(hand.read("heard") ?? "").not.toContain("/quit");

    const deaf = overrideRuntime(runtime, { stop: { waitMs: 300 } });
    await start("deaf", `echo '> '; while read -r line; do echo "$line" >> "$HOME/heard"; done`, {
      runtime,
    });
    expect(await stopSession(hand.tmux, "deaf", { runtime: deaf })).toMatchObject({
      by: "signal",
      killed: 0,
    });
    expect(hand.read("heard")).toBe("/quit\n");
  });

  test("what had to be killed is named", async () => {
    const stray = `setsid sh -c 'trap "" TERM HUP; echo > "$HOME/immune"; sleep 4321'`;
    await start("stray", `${stray} & exec sleep 1000`);
    await waitFor(() => hand.read("immune"), { what: "the trap" });
    const { strays, killed } = await stopSession(hand.tmux, "stray", { graceMs: 500 });
    expect(killed).toBe(strays.length);
    expect(strays.map(({ command }) => command).join("\n")).toContain("sleep 4321");
  });
});

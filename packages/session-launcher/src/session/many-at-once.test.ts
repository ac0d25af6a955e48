import { readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { execFileSync } from "node:child_process";
import { openTmux, type Tmux } from "@mosaicstack/tmux-client";
import { HANG_MS } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openByHand, startOptions, type ByHand } from "../../test/by-hand.js";
import { overrideRuntime, runtimes } from "@mosaicstack/runtimes";
import { findOwnSession } from "./own-session.js";
import { quitSessions } from "./quit-sessions.js";
import { startSession } from "./start-session.js";
import { stopSession } from "./stop-session.js";
import { waitReadyAll, type ReadyCandidate } from "./wait-ready.js";

const runtime = overrideRuntime(runtimes.pi, {
  box: { shown: null, empty: null, text: null },
  ready: { screen: null, dialogs: ["Trust this\\?"], quietMs: 300, deadlineMs: HANG_MS },
  stop: { type: "/quit", waitMs: HANG_MS },
});

describe("many agents at once", () => {
  let hand: ByHand;
  /** The fleet's server through a tmux that notes each call. */
  let tmux: Tmux;
  const calls = (): string[] => (hand.read("calls") ?? "").trim().split("\n");
  beforeAll(async () => {
    hand = await openByHand();
    const real = execFileSync("sh", ["-c", "command -v tmux"], { encoding: "utf8" }).trim();
    const noting = hand.program("tmux", `echo "$*" >> "${hand.home}/calls"; exec ${real} "$@"`);
    const env = { ...hand.env, PATH: `${dirname(noting)}:${hand.env["PATH"]}` };
    tmux = openTmux({ socket: "mosaic-fleet" }, { env, deadlineMs: HANG_MS });
    const options = startOptions(hand, {
      policy: "always",
      delaySeconds: 1,
      maxDelaySeconds: 1,
      burst: 5,
    });
    const { HOME = "", PATH = "" } = hand.env;
    start = async (name, body) => {
      const environment = { HOME, PATH, MOSAIC_AGENT_COMMAND: hand.program(name, body) };
      await startSession({ ...options, name, environment });
    };
  });
  afterAll(async () => await hand[Symbol.asyncDispose]());
  beforeEach(() => execFileSync("rm", ["-f", `${hand.home}/calls`]));

  let start: (name: string, body: string) => Promise<void>;
  const candidate = async (
    name: string,
    more: Omit<ReadyCandidate, "pane">,
  ): Promise<ReadyCandidate & { name: string }> => ({
    ...more,
    name,
    pane: (await findOwnSession(hand.tmux, name))!.pane!.ref,
  });
  const prompt = (name: string): string =>
    `echo '> '; while IFS= read -r line; do echo "$line" >> "$HOME/heard-${name}"; [ "$line" != /quit ] || exit 0; done`;

  test("a look at twenty is one call, and each is told as soon as it is known", async () => {
    const names = Array.from({ length: 17 }, (_, index) => `plain-${index}`);
    await Promise.all([
      ...names.map(async (name) => start(name, "while :; do date; sleep 0.05; done")),
      start("asks", "echo 'Trust this?'; exec sleep 1000"),
      start("silent", "exec sleep 1000"),
      start("gone", "exec sleep 1000"),
      start("waits", `while [ ! -e "$HOME/told" ]; do sleep 0.05; done; ${prompt("waits")}`),
    ]);
    const plain = { runtime: undefined, settleMs: 500, deadlineMs: 1200 };
    const all = await Promise.all([
      candidate("silent", { runtime, deadlineMs: 4000 }),
      candidate("asks", { runtime, dialogMs: 700 }),
      candidate("gone", plain),
      candidate("waits", { runtime }),
      ...names.map(async (name) => candidate(name, plain)),
    ]);
    await hand.ask("kill-session", "-t", "=gone:");

    const told: string[] = [];
    const began = Date.now();
    const found = await waitReadyAll(tmux, all, {
      intervalMs: 100,
      found: ({ name }, { ready }) => {
        told.push(`${name} ${ready}`);
        // One waits for what is told of another
        if (name === "gone") writeFileSync(`${hand.home}/told`, "");
      },
    });
    const looks = (Date.now() - began) / 100;
    expect(found.map((each) => (each.ready ? "ready" : each.cause))).toEqual([
      "timeout",
      "dialog",
      "ended",
      "ready",
      ...names.map(() => "ready"),
    ]);
    expect(told).toHaveLength(all.length);
    // Not more looks than intervals, and none for each agent.
    expect(calls().length).toBeLessThanOrEqual(looks + 2);
  });

  test("one that cannot be looked at is not ready, and costs no other its own look", async () => {
    await Promise.all([start("sick", prompt("sick")), start("well", prompt("well"))]);
    const all = await Promise.all([
      candidate("sick", { runtime, deadlineMs: 700 }),
      candidate("well", { runtime }),
    ]);
    const real = execFileSync("sh", ["-c", "command -v tmux"], { encoding: "utf8" }).trim();
    // All that a call asks for fails where this pane is among it, as for a screen that is too large for one answer.
    const failing = hand.program(
      "failing/tmux",
      `input=$(cat)\ncase $input in *${all[0].pane.id}[!0-9]*) echo 'too large' >&2; exit 1 ;; esac\nprintf '%s\\n' "$input" | exec ${real} "$@"`,
    );
    const env = { ...hand.env, PATH: `${dirname(failing)}:${hand.env["PATH"]}` };
    const sick = openTmux({ socket: "mosaic-fleet" }, { env, deadlineMs: HANG_MS });
    const found = await waitReadyAll(sick, all);
    expect(found).toMatchObject([
      { cause: "timeout", reason: expect.stringMatching(/^its screen cannot be looked at: /) },
      { ready: true },
    ]);
    await expect(waitReadyAll(sick, all.slice(0, 1))).rejects.toThrow("too large");
    for (const name of ["sick", "well"]) await stopSession(hand.tmux, name);
  });

  test("those that take input are told to quit, and only those; a stop goes on from there", async () => {
    const deaf = `echo '> '; while read -r line; do echo "$line" >> "$HOME/heard-deaf"; done`;
    await Promise.all([
      start("one", prompt("one")),
      start(
        "two",
        `setsid sh -c 'trap "" TERM HUP; echo > "$HOME/immune"; sleep 4322' &
        while [ ! -e "$HOME/immune" ]; do sleep 0.05; done; ${prompt("two")}`,
      ),
      start("deaf", deaf),
      start("dialog", `echo 'Trust this?'; ${prompt("dialog")}`),
      start("other", prompt("other")),
    ]);
    await hand.ask("new-session", "-d", "-s", "foreign", "exec sleep 1000");
    const impatient = overrideRuntime(runtime, { stop: { waitMs: 1000 } });
    const agents = ["one", "two", "deaf", "dialog", "foreign", "absent"].map((name) => ({
      name,
      runtime: name === "deaf" ? impatient : runtime,
    }));
    await waitReadyAll(hand.tmux, [
      await candidate("one", { runtime }),
      await candidate("two", { runtime }),
      await candidate("deaf", { runtime }),
      await candidate("other", { runtime }),
    ]);
    const ended: string[] = [];
    const leaving = await quitSessions(tmux, [...agents, { name: "other", runtime: undefined }], {
      ended: async (names) => void ended.push(...names),
    });
    expect([...leaving].map(([name, { quit }]) => [name, quit])).toEqual([
      ["one", true],
      ["two", true],
      ["deaf", false],
    ]);
    expect(ended.toSorted()).toEqual(["one", "two"]);
    expect(hand.read("heard-dialog")).toBeUndefined();
    expect(hand.read("heard-other")).toBeUndefined();
    expect(hand.record("one")).toMatchObject({ state: "inactive", status: "0" });

    const stop = async (name: string) =>
      await stopSession(hand.tmux, name, { leaving: leaving.get(name) });
    expect(await stop("one")).toMatchObject({ outcome: "stopped", by: "quit", killed: 0 });
    const { by, strays } = await stop("two");
    expect([by, strays.map(({ command }) => command).join()]).toEqual([
      "quit",
      expect.stringContaining("sleep 4322"),
    ]);
    expect(await stop("deaf")).toMatchObject({ outcome: "stopped", by: "signal", killed: 0 });
    expect(await stop("dialog")).toMatchObject({ outcome: "stopped", by: "signal" });
    expect(await stop("other")).toMatchObject({ outcome: "stopped", by: "signal" });
    expect(readFileSync(`${hand.home}/heard-deaf`, "utf8")).toBe("/quit\n");
  });

  test("without a server nobody is ready, and nobody is told to quit", async () => {
    const none = openTmux({ socket: "none" }, { env: hand.env });
    const pane = { id: "%0", server: { pid: 4_194_000, startTime: 1 } } as const;
    expect(await waitReadyAll(none, [{ pane, runtime }])).toMatchObject([{ cause: "ended" }]);
    expect(await quitSessions(none, [{ name: "one", runtime }])).toEqual(new Map());
  });
});

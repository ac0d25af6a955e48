import { execFileSync } from "node:child_process";
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { PaneRef } from "@mosaicstack/tmux-client";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openByHand, startOptions, type ByHand } from "../../test/by-hand.js";
import { LaunchError } from "../error.js";
import { startSession, type StartOptions } from "./start-session.js";
import { stopSession } from "./stop-session.js";

describe("sessions without units", () => {
  let hand: ByHand;
  let options: Omit<StartOptions, "name" | "environment">;
  beforeAll(async () => {
    hand = await openByHand();
    options = startOptions(hand, { policy: "no", delaySeconds: 0.2, maxDelaySeconds: 1, burst: 1 });
  });
  afterAll(async () => await hand[Symbol.asyncDispose]());

  const start = async (
    name: string,
    body: string,
    more: Record<string, string> = {},
  ): Promise<"started" | "running"> => {
    const { HOME = "", PATH = "" } = hand.env;
    const environment = { HOME, PATH, MOSAIC_AGENT_COMMAND: hand.program(name, body), ...more };
    return await startSession({ ...options, name, environment });
  };
  const pane = async (name: string): Promise<{ pid: number; ref: PaneRef }> => {
    const rows = await hand.tmux.list(["session_name", "pane_id", "pane_pid", "pid", "start_time"]);
    const row = rows.find((each) => each.session_name === name)!;
    return {
      pid: row.pane_pid,
      ref: { id: row.pane_id, server: { pid: row.pid, startTime: row.start_time } },
    };
  };
  const alive = (pid: number | string): boolean => {
    try {
      return !readFileSync(`/proc/${pid}/stat`, "latin1").includes(") Z ");
    } catch {
      return false;
    }
  };

  test("a start carries the environment in a one-time file, and says what was there already", async () => {
    const odd = "'\"$(id)\n\\ é";
    expect(await start("s", 'printf %s "$ODD" > "$HOME/odd"; exec sleep 1000', { ODD: odd })).toBe(
      "started",
    );
    expect(await waitFor(() => hand.read("odd") || undefined, { what: "the agent" })).toBe(odd);
    expect(await start("s", "exit 1")).toBe("running");
    expect(readdirSync(join(options.runtimeFolder, "once"))).toEqual([]);
  });

  test("the environment is handed over through nothing that was put in the place of its folder", async () => {
    const once = join(options.runtimeFolder, "once");
    const elsewhere = join(hand.home, "elsewhere");
    mkdirSync(elsewhere);
    const seen: string[] = [];
    const watcher = watch(elsewhere, (_, name) => void seen.push(name ?? ""));
    const plants = [
      (): void => symlinkSync(elsewhere, once),
      (): void => void execFileSync("mkfifo", [once]),
      (): void => writeFileSync(once, ""),
    ];
    for (const [index, plant] of plants.entries()) {
      rmSync(once, { recursive: true, force: true });
      plant();
      expect(await start(`planted${index}`, "exec sleep 1000", { SECRET: "x" })).toBe("started");
      expect(lstatSync(once).isDirectory()).toBe(true);
    }
    watcher.close();
    expect([seen, readdirSync(elsewhere), readdirSync(once)]).toEqual([[], [], []]);
  });

  test("what the script refuses is an error with its one line and code", async () => {
    const wrong = { ...options, name: "wrong" };
    await expect(
      startSession({ ...wrong, environment: { HOME: hand.home, MOSAIC_AGENT_COMMAND: "'" } }),
    ).rejects.toMatchObject({
      code: "Configuration",
      exitCode: 78,
      message: expect.stringMatching(/^MOSAIC_AGENT_COMMAND has an open quote/) as string,
    });
    await expect(startSession({ ...wrong, environment: { "A-B": "1" } })).rejects.toMatchObject({
      code: "Configuration",
      exitCode: undefined,
    });
    await expect(startSession({ ...wrong, environment: { A: "\0" } })).rejects.toThrow("NUL");
    await expect(
      startSession({ ...wrong, environment: {}, runtimeFolder: "/proc/none" }),
    ).rejects.toMatchObject({ code: "RuntimeFiles" });
    await expect(
      startSession({ ...wrong, environment: {}, script: "/none" }),
    ).rejects.toMatchObject({ code: "Failed" });
    const slow = hand.program("slow", "sleep 5");
    await expect(
      startSession({ ...wrong, environment: {}, script: slow, deadlineMs: 50 }),
    ).rejects.toMatchObject({ code: "Timeout" });
    await expect(startSession({ ...wrong, environment: {} })).rejects.toBeInstanceOf(LaunchError);
    expect(readdirSync(join(options.runtimeFolder, "once"))).toEqual([]);
  });

  test("a stop gives a polite agent its time and leaves nothing", async () => {
    await start(
      "polite",
      'trap "sleep 0.2; echo saved > $HOME/saved; exit 0" TERM; echo > "$HOME/armed"; while :; do sleep 0.1; done',
    );
    await waitFor(() => hand.read("armed"), { what: "the trap" });
    const { pid } = await pane("polite");
    expect(await stopSession(hand.tmux, "polite")).toMatchObject({ outcome: "stopped", killed: 0 });
    expect(hand.read("saved")).toBe("saved\n");
    expect(alive(pid)).toBe(false);
    expect(hand.folders().filter((name) => name.startsWith("polite."))).toEqual([]);
    expect(hand.record("polite")).toMatchObject({ state: "inactive", status: "0" });
    expect(await stopSession(hand.tmux, "polite")).toMatchObject({ outcome: "absent", killed: 0 });
  });

  test("the canary needs no kill", async () => {
    const { HOME = "", PATH = "" } = hand.env;
    await startSession({ ...options, name: "canary", environment: { HOME, PATH } });
    await waitFor(
      async () =>
        (await hand.ask("capture-pane", "-p", "-t", "=canary:")).includes("This is canary"),
      { what: "its greeting" },
    );
    expect(await stopSession(hand.tmux, "canary")).toMatchObject({ outcome: "stopped", killed: 0 });
  });

  test("a stop kills what outlives it: the immune agent, and strays found by their mark alone", async () => {
    const stray = `(trap '' TERM HUP; exec setsid sh -c 'trap "" TERM HUP; echo $$ > "$HOME/stray"; sleep 60') &`;
    // Its parent ends, so that no tree leads to it
    await start(
      "immune",
      `trap '' TERM HUP INT; (${stray})\necho $$ > "$HOME/immune"; sleep 60; sleep 1`,
    );
    const pids = await waitFor(
      () => {
        const found = [hand.read("stray")?.trim(), hand.read("immune")?.trim()];
        return found.every((pid) => pid) ? (found as string[]) : undefined;
      },
      { what: "agent and stray" },
    );
    const result = await stopSession(hand.tmux, "immune", { graceMs: 200 });
    expect(result.outcome).toBe("stopped");
    expect(result.killed).toBeGreaterThanOrEqual(2);
    expect(pids.filter(alive)).toEqual([]);
    expect(await hand.tmux.sessions.find("immune")).toBeUndefined();
    expect(hand.folders().filter((name) => name.startsWith("immune."))).toEqual([]);
  });

  test("a stop finds its own pane among a person's, and ends the session when only theirs is left", async () => {
    await start("many", "exec sleep 1000");
    const { pid } = await pane("many");
    await hand.ask("new-window", "-t", "=many:", "exec sleep 800");
    expect(await stopSession(hand.tmux, "many")).toMatchObject({ outcome: "stopped", killed: 0 });
    expect(alive(pid)).toBe(false);
    expect(await hand.tmux.sessions.find("many")).toBeUndefined();

    await start("left", "exec sleep 1000");
    await hand.ask("new-window", "-t", "=left:", "exec sleep 801");
    const ours = (await pane("left")).pid;
    process.kill(ours, "SIGKILL");
    await waitFor(() => !alive(ours), { what: "the pane half to end" });
    expect(await stopSession(hand.tmux, "left")).toMatchObject({ outcome: "stopped" });
    expect(await hand.tmux.sessions.find("left")).toBeUndefined();
  });

  test("a foreign session is not stopped, and a prefix is not a name", async () => {
    await hand.ask("new-session", "-d", "-s", "theirs", "sleep 1000");
    await expect(stopSession(hand.tmux, "theirs")).rejects.toMatchObject({
      code: "ForeignSession",
    });
    await start("coder", "exec sleep 1000");
    expect(await stopSession(hand.tmux, "cod")).toMatchObject({ outcome: "absent", killed: 0 });
    expect((await hand.ask("list-sessions", "-F", "#S")).split("\n")).toEqual(
      expect.arrayContaining(["coder", "theirs"]),
    );
  });
});

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openByHand, type ByHand } from "../../test/by-hand.js";
import { readLastScreen, readRecord, type SessionRecord } from "../session/session-record.js";

describe("the restart loop of a session by hand", () => {
  let hand: ByHand;
  beforeAll(async () => {
    hand = await openByHand();
  });
  afterAll(async () => await hand[Symbol.asyncDispose]());

  const start = async (name: string, restart: string, body: string): Promise<void> => {
    const command = hand.program(name, body);
    const ran = await hand.run(["--restart", restart, name], { MOSAIC_AGENT_COMMAND: command });
    expect(ran).toEqual({ exitCode: 0, stdout: `started ${name}`, stderr: "" });
  };
  const file = (name: string): string =>
    join(hand.home, ".local/state/mosaic/fleet/sessions/mosaic-fleet", name);
  const expectRecord = async (
    name: string,
    wanted: Partial<SessionRecord>,
  ): Promise<SessionRecord> =>
    await waitFor(
      async () => {
        const record = await readRecord(file(name));
        const keys = Object.keys(wanted) as (keyof SessionRecord)[];
        return record && keys.every((key) => record[key] === wanted[key]) ? record : undefined;
      },
      { what: `${name} to be ${JSON.stringify(wanted)}` },
    );
  /** All lives: each begins on a clean screen. */
  const screen = async (name: string): Promise<string> =>
    await hand.ask("capture-pane", "-p", "-S", "-", "-t", `=${name}:`);
  const there = async (name: string): Promise<boolean> =>
    (await hand.ask("list-sessions", "-F", "#S")).split("\n").includes(name);

  test("a life begins on a clean screen: what stood in an input box before is no draft", async () => {
    await start(
      "clean",
      "always:1:1:5",
      "printf '> draft'; [ -e again ] && exec sleep 1000; touch again; kill -9 $$",
    );
    await expectRecord("clean", { state: "active", restarts: 1 });
    const shown = async (): Promise<string> =>
      await hand.ask("capture-pane", "-p", "-t", "=clean:");
    await waitFor(async () => (await shown()).trimEnd() === "> draft", {
      what: "the second life's own words alone",
    });
    expect(await screen("clean")).toContain("ended with status 137, starts again in 1 s");
  });

  test("the delay doubles up to its most, Ctrl-C cuts it short, and the used up burst keeps the last screen", async () => {
    const began = Date.now();
    await start(
      "doubles",
      "always:100:300:3",
      'printf "\\033[?1049hlast words\\n"; printf "\\033[?1049l"; echo last words; exit 3',
    );
    for (const [restarts, seconds] of [100, 200, 300].entries()) {
      await expectRecord("doubles", { state: "activating", restarts, status: 3 });
      await waitFor(
        async () =>
          (await screen("doubles")).includes(`ended with status 3, starts again in ${seconds} s`),
        { what: `${seconds} s` },
      );
      await hand.ask("send-keys", "-t", "=doubles:", "C-c");
    }
    const failed = await expectRecord("doubles", { state: "failed", restarts: 3, status: 3 });
    expect(failed.panePid).toBe(
      Number(await hand.ask("display-message", "-p", "-t", "=doubles:", "#{pane_pid}")),
    );
    // It is written in whole seconds
    expect(failed.since.getTime()).toBeGreaterThanOrEqual(began - 1000);
    expect(failed.since.getTime()).toBeLessThanOrEqual(Date.now());
    await waitFor(
      async () =>
        (await screen("doubles")).includes("3 restarts in a row used up. Enter starts it again."),
      { what: "the last word" },
    );
    expect(await screen("doubles")).toContain("last words");
    await hand.ask("send-keys", "-t", "=doubles:", "Enter");
    // The count in a row begins again, the count of the session goes on
    await expectRecord("doubles", { state: "activating", restarts: 4 });
    await waitFor(
      async () => (await screen("doubles")).match(/starts again in 100 s/g)?.length === 2,
      { what: "the first delay again" },
    );
  });

  test("a loop that has given up is replaced by the next start", async () => {
    await start("again", "always:0:0:1", 'test -e "$HOME/mended" || exit 9; exec sleep 1000');
    await expectRecord("again", { state: "failed", restarts: 1, status: 9 });
    writeFileSync(join(hand.home, "mended"), "");
    await start("again", "always:0:0:1", "exec sleep 1000");
    await expectRecord("again", {
      state: "active",
      restarts: 0,
      status: undefined,
      ended: undefined,
    });
    expect(hand.folders().filter((name) => name.startsWith("again."))).toHaveLength(1);
  });

  test.each([
    ["no", "exit 0", "inactive", 0],
    ["no", "exit 4", "failed", 4],
    ["on-failure", "exit 0", "inactive", 0],
    ["always", "exit 78", "failed", 78],
    ["no", "kill -KILL $$", "failed", 137],
  ] as const)("policy %s, `%s`: %s, and the session ends", async (policy, body, state, status) => {
    const name = `${policy}-${status}`;
    await start(name, `${policy}:0:0:3`, body);
    const record = await expectRecord(name, { state, restarts: 0, status });
    expect(record.ended).toBeInstanceOf(Date);
    await waitFor(async () => !(await there(name)), { what: "the session to end" });
    await waitFor(() => !hand.folders().some((folder) => folder.startsWith(`${name}.`)), {
      what: "its folder to go",
    });
  });

  test("an end that takes the session along keeps what was said last", async () => {
    await start("words", "no:0:0:3", "echo 'no such model'; exit 4");
    await waitFor(async () => !(await there("words")), { what: "the session to end" });
    expect(await readLastScreen(file("words"))).toMatch(/^no such model/);
    expect(await readLastScreen(file("nobody"))).toBeUndefined();
  });

  test("policy on-failure restarts after a failure, and `always` after success too", async () => {
    await start(
      "second",
      "on-failure:0:0:3",
      'test -e "$HOME/tried" && exit 0; echo > "$HOME/tried"; exit 1',
    );
    await expectRecord("second", { state: "inactive", restarts: 1, status: 0 });
    await start("always", "always:0:0:2", "exit 0");
    await expectRecord("always", { state: "failed", restarts: 2, status: 0 });
  });

  test.each([
    ["running", 'echo > "$HOME/runs"; exec sleep 1000', "active"],
    ["waiting", "exit 3", "activating"],
    ["given-up", "exit 3", "failed"],
  ] as const)("TERM to the group ends a loop that is %s", async (name, body, state) => {
    await start(name, name === "given-up" ? "always:0:0:0" : "always:100:100:5", body);
    const { panePid } = await expectRecord(name, { state });
    if (name === "running") await waitFor(() => hand.read("runs"), { what: "the agent" });
    else
      await waitFor(async () => (await screen(name)).includes("mosaic: ended"), {
        what: "the word on the screen",
      });
    process.kill(-panePid, "SIGTERM");
    await expectRecord(name, { state: "inactive" });
    await waitFor(async () => !(await there(name)), { what: "the session to end" });
  });

  test("a program that is away at a restart is tried again, found anew by its name, and kept from no end but the burst", async () => {
    const [old, fresh] = ["v1", "v2"].map((name) => join(hand.home, "versions", name)) as [
      string,
      string,
    ];
    const put = (folder: string, word: string): void => {
      mkdirSync(folder, { recursive: true });
      const body = `#!/bin/sh\necho "$0 $*" >>"$HOME/ran-${word}"\nexec sleep 1000\n`;
      writeFileSync(join(folder, "updated-tool"), body, { mode: 0o755 });
    };
    put(old, "old");
    const PATH = `${old}:${fresh}:/usr/bin:/bin`;
    const values = {
      PATH,
      MOSAIC_ROSTER_COMMAND: `${old}/updated-tool 'a  b'`,
      MOSAIC_AGENT_COMMAND: "",
    };
    const given = `${Object.entries({ HOME: hand.home, ...values })
      .map(([key, value]) => `export ${key}='${value.replaceAll("'", String.raw`'\''`)}'`)
      .join("\n")}\n`;
    const begin = async (name: string, restart: string, more = ""): Promise<void> => {
      const environment = join(hand.runtime, `${name}.environment`);
      writeFileSync(environment, given + more);
      const ran = await hand.run(["--environment", environment, "--restart", restart, name]);
      expect(ran).toMatchObject({ stdout: `started ${name}` });
    };
    const kill = async (name: string): Promise<void> => {
      const { panePid } = await expectRecord(name, { state: "active" });
      const agent = await waitFor(
        async () =>
          Number(
            (await execa("pgrep", ["-P", String(panePid), "sleep"], { reject: false })).stdout,
          ) || undefined,
        { what: `the agent of ${name}` },
      );
      expect(agent).toBeGreaterThan(1);
      process.kill(agent, "SIGKILL");
    };
    await begin("moved", "always:100:100:9");
    // A place that the roster names itself
    await begin(
      "fixed",
      "always:100:100:9",
      `export MOSAIC_ROSTER_PROGRAM='${old}/updated-tool'\n`,
    );
    await begin("burst", "always:0:0:2", `export MOSAIC_ROSTER_PROGRAM='${old}/updated-tool'\n`);
    await waitFor(() => hand.read("ran-old")?.split("\n").length === 4, { what: "three to run" });
    rmSync(old, { recursive: true });
    for (const name of ["moved", "fixed", "burst"]) await kill(name);
    await expectRecord("burst", { state: "failed", status: 72, away: "program", restarts: 2 });
    for (const name of ["moved", "fixed"]) {
      await expectRecord(name, { state: "activating", status: 137, away: undefined });
      await waitFor(async () => (await screen(name)).includes("starts again in 100 s"), {
        what: "the delay",
      });
      await hand.ask("send-keys", "-t", `=${name}:`, "C-c");
      await expectRecord(name, { state: "activating", status: 72, away: "program", restarts: 1 });
    }
    await waitFor(async () => (await screen("moved")).includes("starts again in 100 s"), {
      what: "the word",
    });
    expect((await screen("moved")).replaceAll("\n", "")).toContain(
      `\`${old}/updated-tool\` is gone, and its name is neither on the agent's PATH nor on the login shell's`,
    );
    put(fresh, "fresh");
    for (const name of ["moved", "fixed"]) {
      await waitFor(async () => (await screen(name)).split("starts again in 100 s").length > 2, {
        what: "the delay",
      });
      await hand.ask("send-keys", "-t", `=${name}:`, "C-c");
    }
    await expectRecord("moved", { state: "active", restarts: 2, away: undefined });
    await waitFor(() => hand.read("ran-fresh") === `${fresh}/updated-tool a  b\n`, {
      what: "the new one to run, with its arguments",
    });
    await expectRecord("fixed", { state: "activating", status: 72, restarts: 2 });
    // By hand a first start without it says so at once
    const environment = join(hand.runtime, "first");
    writeFileSync(environment, `${given}export MOSAIC_ROSTER_PROGRAM='${old}/updated-tool'\n`);
    expect(await hand.run(["--environment", environment, "first"])).toMatchObject({
      exitCode: 72,
      stderr: expect.stringContaining(`${old}/updated-tool\` is not there`) as string,
    });
  });

  test("a workdir that is away at a restart is tried again", async () => {
    const workdir = join(hand.home, "wd");
    mkdirSync(workdir);
    const command = hand.program(
      "short",
      '[ "$PWD" = "$HOME/wd" ] && pwd -P >>"$HOME/pwds"; read -r _; exit 3',
    );
    const ran = await hand.run(["--restart", "always:0:0:1000", "wd"], {
      MOSAIC_AGENT_COMMAND: command,
      MOSAIC_AGENT_WORKDIR: "~/wd",
    });
    expect(ran).toMatchObject({ stdout: "started wd" });
    await waitFor(() => hand.read("pwds"), { what: "the agent" });
    rmSync(workdir, { recursive: true });
    await hand.ask("send-keys", "-t", "=wd:", "Enter");
    await waitFor(() => hand.record("wd")["away"] === "folder", { what: "it to be missed" });
    expect(await screen("wd")).toContain(`workdir \`${workdir}\` cannot be entered`);
    mkdirSync(workdir);
    await waitFor(() => hand.read("pwds")?.split("\n").length === 3, { what: "the agent again" });
    await expectRecord("wd", { state: "active", away: undefined });
  });

  test("a signal of the terminal is the agent's alone", async () => {
    await start(
      "int",
      "no:0:0:0",
      'trap "echo caught; exit 6" INT; echo ready; while :; do sleep 0.1; done',
    );
    await waitFor(async () => (await screen("int")).includes("ready"), { what: "the trap" });
    await hand.ask("send-keys", "-t", "=int:", "C-c");
    await expectRecord("int", { state: "failed", status: 6 });
  });

  test("the agent holds no descriptor of ours", async () => {
    await start(
      "descriptors",
      "no:0:0:0",
      'ls /proc/self/fd | sort -n | tr "\\n" " " > "$HOME/fds"; exec sleep 1000',
    );
    // ls itself has 3 open for the folder
    expect(await waitFor(() => hand.read("fds") || undefined, { what: "the list" })).toBe(
      "0 1 2 3 ",
    );
  });
});

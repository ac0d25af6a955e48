import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { openTmux } from "@mosaicstack/tmux-client";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openByHand, type ByHand } from "../../test/by-hand.js";
import { shellsOfLongSuites } from "@mosaicstack/agent-channel/testing";
import { stopSession } from "../session/stop-session.js";

describe.each(shellsOfLongSuites())("one life at a time, under $name", (shell) => {
  let hand: ByHand;
  beforeAll(async () => {
    hand = await openByHand(shell);
  });
  afterAll(async () => await hand[Symbol.asyncDispose]());

  const start = async (name: string, restart: string, body: string): Promise<void> => {
    const command = hand.program(name, body);
    const ran = await hand.run(["--restart", restart, name], { MOSAIC_AGENT_COMMAND: command });
    expect(ran).toEqual({ exitCode: 0, stdout: `started ${name}`, stderr: "" });
  };
  /** Process ids that a program wrote, a line each. */
  const pids = (file: string): number[] => (hand.read(file) ?? "").trim().split("\n").map(Number);
  const noted = async (file: string, count = 1): Promise<number[]> =>
    await waitFor(() => (pids(file).filter(Boolean).length >= count ? pids(file) : undefined), {
      what: `${count} in ${file}`,
    });
  const ended = async (pid: number): Promise<void> => {
    await waitFor(() => !isAlive(pid), { what: `process ${pid} to end` });
  };
  const pane = async (name: string): Promise<number> =>
    Number(await hand.ask("display-message", "-p", "-t", `=${name}:`, "#{pane_pid}"));
  // Its own session and no terminal: found by nothing but the mark
  const server = (name: string): string =>
    `setsid sh -c 'echo $$ >"$HOME/${name}.pid"; exec sleep 4321' </dev/null >/dev/null 2>&1 &`;

  test.each([
    ["that ends on TERM", ""],
    ["that is deaf to TERM and HUP", "trap '' TERM HUP;"],
  ])("a worker %s does not read the terminal beside the next life", async (kind, trap) => {
    const name = trap ? "deaf" : "nested";
    // As programs of several processes do: the inner one reads the terminal, the outer one is what dies
    hand.program(
      `${name}-worker`,
      `${trap} echo $$ >>"$HOME/${name}.workers"\nwhile read -r line; do echo "$$ $line" >>"$HOME/${name}.lines"; done`,
    );
    await start(
      name,
      "always:0:0:9",
      `echo $$ >>"$HOME/${name}.outer"\n"$HOME/bin/${name}-worker" </dev/tty & wait $!; sleep 1000`,
    );
    const [worker = 0] = await noted(`${name}.workers`);
    process.kill(pids(`${name}.outer`)[0]!, "SIGKILL");
    const [, second] = await noted(`${name}.workers`, 2);
    expect([kind, isAlive(worker)]).toEqual([kind, false]);
    for (let line = 0; line < 6; line += 1) {
      await hand.ask("send-keys", "-t", `=${name}:`, "-l", `line ${line}`);
      await hand.ask("send-keys", "-t", `=${name}:`, "Enter");
    }
    await waitFor(() => hand.read(`${name}.lines`)?.split("\n").length === 7, {
      what: "six lines",
    });
    expect(hand.read(`${name}.lines`)).toBe(
      [0, 1, 2, 3, 4, 5].map((line) => `${second} line ${line}\n`).join(""),
    );
    expect(hand.record(name)).toMatchObject({ restarts: "1", strays: "1" });
    await stopSession(hand.tmux, name);
  });

  test.each([7, 0])("what it started ends with its own end (%s)", async (status) => {
    const name = `own-${status}`;
    await start(name, "on-failure:300:300:1", `${server(name)} sleep 0.3; exit ${status}`);
    const [stray = 0] = await noted(`${name}.pid`);
    await ended(stray);
    // Before the delay of a restart, not behind it
    const state = status === 0 ? "inactive" : "activating";
    await waitFor(() => hand.record(name)["strays"] !== undefined, { what: "the count" });
    expect(hand.record(name)).toMatchObject({ state, strays: "1" });
    await stopSession(hand.tmux, name);
  });

  test.each([
    ["its session is killed", "kills"],
    ["its pane half is killed by signal 9", "pane"],
    ["its whole server is killed", "last"],
  ])("what it started ends when %s, and that is noted", async (_, name) => {
    await start(name, "no:0:0:1", `${server(name)} exec sleep 4321`);
    const [stray = 0] = await noted(`${name}.pid`);
    const half = await pane(name);
    const [folder] = hand.folders().filter((each) => each.startsWith(`${name}.`));
    if (name === "pane") process.kill(half, "SIGKILL");
    else
      await hand.ask(...(name === "kills" ? ["kill-session", "-t", `=${name}:`] : ["kill-server"]));
    await ended(stray);
    await waitFor(() => hand.record(name)["strays"] !== undefined, { what: "the count" });
    expect(hand.record(name)["strays"]).toBe("1");
    await waitFor(() => !existsSync(join(hand.runtime, "mosaic-fleet/hand", folder!)), {
      what: "its folder to go",
    });
  });

  test("a stop tells what it killed itself, also where only the mark is left", async () => {
    await start("told", "no:0:0:1", `${server("told")} exec sleep 4321`);
    await start("other", "no:0:0:1", `${server("other")} exec sleep 4321`);
    const [stray = 0] = await noted("told.pid");
    const [neighbour = 0] = await noted("other.pid");
    const { strays } = await stopSession(hand.tmux, "told");
    expect(strays.map(({ command }) => command)).toEqual(["sleep 4321"]);
    expect([isAlive(stray), isAlive(neighbour)]).toEqual([false, true]);
    await stopSession(hand.tmux, "other");
  });

  test("TERM while what is left is being ended is heard: no delay, no next life", async () => {
    const deaf = `setsid sh -c 'trap "" TERM HUP; echo $$ >"$HOME/hears.pid"; while :; do sleep 1; done' </dev/null >/dev/null 2>&1 &`;
    await start("hears", "always:600:600:9", `${deaf} sleep 0.3; exit 3`);
    const [stray = 0] = await noted("hears.pid");
    await waitFor(() => hand.record("hears")["state"] === "activating", { what: "its end" });
    expect(isAlive(stray)).toBe(true);
    const half = await pane("hears");
    process.kill(half, "SIGTERM");
    await ended(half);
    await ended(stray);
    expect(hand.record("hears")["state"]).toBe("inactive");
  });

  test("a mark counts with its secret alone, and only for what the agent can have started", async () => {
    const report = 'echo "$MOSAIC_RUN" >"$HOME/$0.part"; mv "$HOME/$0.part" "$HOME/$0.mark"';
    const body = `${report.replaceAll("$0", "marked")}; while [ ! -e "$HOME/marked.go" ]; do sleep 0.05; done; exit 3`;
    await start("marked", "always:600:600:9", body);
    const mark = (await waitFor(() => hand.read("marked.mark"), { what: "the mark" })).trim();
    const [, folder = "", secret = ""] = /^(.*):([0-9a-f-]{36})$/.exec(mark) ?? [];
    expect(folder).toMatch(/\/hand\/marked\.\d+$/);
    expect(readFileSync(join(folder, "mark"), "utf8")).toBe(`${secret}\n`);
    // Below the pane half of another agent it does not count
    const bearer = `MOSAIC_RUN='${mark}' setsid sh -c 'echo $$ >"$HOME/bearer.pid"; exec sleep 4321' </dev/null >/dev/null 2>&1 &`;
    await start("bearer", "no:0:0:1", `${bearer} exec sleep 4321`);
    const spared = await noted("bearer.pid");
    // An orphan in a session of its own can be the agent's; what a person runs below their own shell cannot
    const orphan = async (value: string): Promise<number> => {
      const line = "setsid sleep 4321 </dev/null >/dev/null 2>&1 & echo $!";
      return Number((await execa("sh", ["-c", line], { env: { MOSAIC_RUN: value } })).stdout);
    };
    const right = await orphan(mark);
    for (const value of [folder, `${folder}:${"0".repeat(36)}`]) spared.push(await orphan(value));
    for (const argv of [
      ["sleep", "4321"],
      ["setsid", "sleep", "4321"],
    ]) {
      const [file = "", ...args] = argv;
      spared.push(execa(file, args, { env: { MOSAIC_RUN: mark }, reject: false }).pid ?? 0);
    }
    writeFileSync(join(hand.home, "marked.go"), "");
    await ended(right);
    await waitFor(() => hand.record("marked")["strays"] !== undefined, { what: "the count" });
    expect(spared.map(isAlive)).toEqual([true, true, true, true, true]);
    for (const name of ["marked", "bearer"]) await stopSession(hand.tmux, name);
    for (const pid of spared.filter(isAlive)) {
      expect(pid).toBeGreaterThan(1);
      process.kill(pid, "SIGKILL");
    }
  });

  test("what a restart writes is a new file each, whatever is done with the old one", async () => {
    const files = {
      record: join(hand.home, ".local/state/mosaic/fleet/sessions/mosaic-fleet/renewed"),
      activity: join(hand.runtime, "mosaic-fleet/channels/mosaic-fleet/renewed/activity"),
    };
    const body =
      '[ ! -e "$HOME/renewed.go" ] || exec sleep 4321; echo >"$HOME/renewed.up"; until [ -e "$HOME/renewed.go" ]; do sleep 0.05; done; exit 1';
    await start("renewed", "always:0:0:9", body);
    await waitFor(() => existsSync(join(hand.home, "renewed.up")), { what: "its first life" });
    // Held open, so that no inode is used again
    const held = Object.values(files).map((file) => openSync(file, "r"));
    const before = held.map((file) => readFileSync(file, "utf8"));
    writeFileSync(join(hand.home, "renewed.go"), "");
    await waitFor(
      () =>
        hand.record("renewed")["restarts"] === "1" && hand.record("renewed")["state"] === "active",
      { what: "its restart" },
    );
    await waitFor(() => statSync(files.activity).ino !== fstatSync(held[1]!).ino, {
      what: "a new activity",
    });
    expect(statSync(files.record).ino).not.toBe(fstatSync(held[0]!).ino);
    held.forEach((file, at) => expect(readAll(file)).toBe(before[at]));
    for (const file of held) closeSync(file);
    await stopSession(hand.tmux, "renewed");
  });

  test("a running agent whose note was lost is found running, and no stop elsewhere ends it", async () => {
    await start("noteless", "no:0:0:1", 'echo $$ >"$HOME/noteless.pid"; exec sleep 4321');
    const [agent = 0] = await noted("noteless.pid");
    const [folder = ""] = hand.folders().filter((each) => each.startsWith("noteless."));
    const runtimeFolder = join(hand.runtime, "mosaic-fleet");
    writeFileSync(join(runtimeFolder, "hand", folder, "pane"), "");
    expect(await hand.run(["noteless"])).toMatchObject({ stdout: "running noteless" });
    const other = openTmux({ socket: "other" }, { env: hand.env });
    expect(await stopSession(other, "noteless", { runtimeFolder })).toMatchObject({
      outcome: "absent",
      killed: 0,
    });
    expect(isAlive(agent)).toBe(true);
    await stopSession(hand.tmux, "noteless");
  });

  test("a start from below what a dead life left does not end itself", async () => {
    await start("caller", "no:0:0:1", "exec sleep 4321");
    const [folder = ""] = hand.folders().filter((each) => each.startsWith("caller."));
    const half = await pane("caller");
    const path = join(hand.runtime, "mosaic-fleet/hand", folder);
    for (const pid of new Set([...holders(path), half])) killIfThere(pid);
    await waitFor(async () => (await pane("caller")) !== half, { what: "the session to end" });
    const ran = await hand.run(["caller"], {
      MOSAIC_RUN: path,
      MOSAIC_AGENT_COMMAND: "sleep 4321",
    });
    expect(ran).toMatchObject({ exitCode: 0, stdout: "started caller" });
    await stopSession(hand.tmux, "caller");
  });

  test("what is left where nobody could see the end is found by the next stop and the next start", async () => {
    const runtimeFolder = join(hand.runtime, "mosaic-fleet");
    for (const finder of ["stop", "start", "bornless"]) {
      const name = `unseen-${finder}`;
      await start(name, "no:0:0:1", `${server(name)} exec sleep 4321`);
      const [stray = 0] = await noted(`${name}.pid`);
      // The process that waits for the end has the folder's FIFO open, as the pane half has
      const half = await pane(name);
      const waiting = holders(join(runtimeFolder, "hand", `${name}.`)).filter(
        (pid) => pid !== half,
      );
      for (const pid of waiting) process.kill(pid, "SIGKILL");
      expect(waiting).toHaveLength(1);
      process.kill(half, "SIGKILL");
      await waitFor(async () => (await pane(name)) !== half, { what: "the session to end" });
      expect(isAlive(stray)).toBe(true);
      if (finder === "stop") {
        const result = await stopSession(hand.tmux, name, { runtimeFolder });
        expect(result).toMatchObject({ outcome: "absent", killed: 1 });
      } else {
        // Of when it began nothing is known: nothing is believed
        if (finder === "bornless")
          for (const each of hand.folders().filter((folder) => folder.startsWith(`${name}.`)))
            rmSync(join(runtimeFolder, "hand", each, "born"));
        await start(name, "no:0:0:1", "exec sleep 4321");
        await stopSession(hand.tmux, name);
      }
      if (finder !== "bornless") await ended(stray);
      else {
        expect([stray > 1, isAlive(stray)]).toEqual([true, true]);
        process.kill(stray, "SIGKILL");
      }
    }
  });
});

/** All of an open file, wherever it was read to. */
function readAll(file: number): string {
  const bytes = Buffer.alloc(4096);
  return bytes.toString("utf8", 0, readSync(file, bytes, 0, bytes.length, 0));
}

function isAlive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "latin1").includes(") Z ");
  } catch {
    return false;
  }
}

/** Processes that have the leash of a folder that begins so open. */
function holders(start: string): number[] {
  return readdirSync("/proc").flatMap((pid) => {
    try {
      const folder = `/proc/${pid}/fd`;
      const files = readdirSync(folder).map((fd) => readlinkSync(join(folder, fd)));
      return files.some((file) => file.startsWith(start) && file.endsWith("/leash"))
        ? [Number(pid)]
        : [];
    } catch {
      return [];
    }
  });
}

/** Who waits for the end of another may have ended with it. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "ESRCH") throw error;
  }
}

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openByHand, startOptions, type ByHand } from "../../test/by-hand.js";
import { startSession, type StartOptions } from "./start-session.js";
import { stopSession } from "./stop-session.js";

describe("what a stop takes for the agent's own", () => {
  let hand: ByHand;
  let options: Omit<StartOptions, "name" | "environment">;
  const others: ChildProcess[] = [];
  beforeAll(async () => {
    hand = await openByHand();
    options = startOptions(hand, { policy: "no", delaySeconds: 1, maxDelaySeconds: 1, burst: 1 });
  });
  afterAll(async () => {
    for (const each of others) each.kill("SIGKILL");
    await hand[Symbol.asyncDispose]();
  });

  const start = async (name: string, body: string): Promise<void> => {
    const { HOME = "", PATH = "" } = hand.env;
    const program = hand.program(name, `echo "$MOSAIC_RUN" > "$HOME/${name}.mark"\n${body}`);
    await startSession({
      ...options,
      name,
      environment: { HOME, PATH, MOSAIC_AGENT_COMMAND: program },
    });
  };
  const told = async (file: string): Promise<string> =>
    await waitFor(() => hand.read(file)?.trim() || undefined, { what: file });
  const stop = async (name: string, more = {}) =>
    await stopSession(hand.tmux, name, { runtimeFolder: options.runtimeFolder, ...more });
  /** A process of the person's, which bears the mark. */
  const other = async (mark: string, argv: readonly string[]): Promise<number> => {
    const [file = "", ...args] = argv;
    const env = { PATH: "/usr/bin:/bin", MOSAIC_RUN: mark };
    const child = spawn(file, args, { env, stdio: "ignore" });
    others.push(child);
    await once(child, "spawn");
    return child.pid ?? 0;
  };
  const immune = (file: string): string =>
    `sh -c 'trap "" TERM HUP; echo $$ > "$HOME/${file}"; exec sleep 4321' </dev/null >/dev/null 2>&1 &`;

  beforeEach(() => {
    for (const each of others.splice(0)) each.kill("SIGKILL");
  });

  test("neighbours, the person and other users that bear its mark live; what it started dies, mark or not", async () => {
    await start(
      "a",
      `setsid ${immune("shed")}\n(env -u MOSAIC_RUN ${immune("joined")})\n(setsid ${immune("apart")})\nexec sleep 4321`,
    );
    const mark = await told("a.mark");
    await start(
      "b",
      `export MOSAIC_RUN='${mark}'\nsetsid ${immune("child")}\n(${immune("orphan")})\nexec sleep 4321`,
    );
    const own = await Promise.all(["shed", "joined", "apart"].map(told));
    const neighbours = await Promise.all(["child", "orphan"].map(told));
    const persons = [
      await other(mark, ["sleep", "4321"]),
      await other(mark, ["setsid", "sleep", "4321"]),
      ...(process.getuid?.() === 0
        ? [await other(mark, ["setpriv", "--reuid", "65534", "--clear-groups", "sleep", "4321"])]
        : []),
    ];
    const { outcome, killed, left } = await stop("a", { graceMs: 500 });
    expect({ outcome, left }).toEqual({ outcome: "stopped", left: [] });
    expect(killed).toBeGreaterThanOrEqual(3);
    expect(own.filter(isAlive)).toEqual([]);
    expect(neighbours.filter((pid) => !isAlive(pid))).toEqual([]);
    expect(persons.filter((pid) => !isAlive(pid))).toEqual([]);
    expect(await hand.tmux.sessions.find("b")).toBeDefined();
    await stop("b", { graceMs: 500 });
  });

  test("of another life nothing is killed for the folder alone, nor for a secret that is not there any more", async () => {
    for (const proof of ["there", "gone", "another's"]) {
      const name = `left-${proof.slice(0, 5)}`.replace("'", "");
      await start(name, `(setsid ${immune(`${name}.pid`)})\nexec sleep 4321`);
      const stray = await told(`${name}.pid`);
      const [folder = ""] = (await told(`${name}.mark`)).split(":");
      await killLauncher(hand, name, folder);
      if (proof !== "there")
        writeFileSync(join(folder, "mark"), proof === "gone" ? "" : "0000-0000\n");
      const person = await other(folder, ["setsid", "sleep", "4321"]);
      const { outcome, killed } = await stop(name);
      expect([proof, outcome, killed]).toEqual([proof, "absent", proof === "there" ? 1 : 0]);
      expect([proof, isAlive(stray), isAlive(person)]).toEqual([proof, proof !== "there", true]);
      // 0 would be the test runner itself
      expect(Number(stray)).toBeGreaterThan(1);
      if (proof !== "there") process.kill(Number(stray), "SIGKILL");
    }
  });

  test("what its session options say makes nothing of others its own", async () => {
    const theirs = join(hand.home, "hand", "lies.1");
    await start("victim", `(setsid ${immune("victim.pid")})\nexec sleep 4321`);
    const [folder = ""] = (await told("victim.mark")).split(":");
    const pane = await hand.ask("display-message", "-p", "-t", "=victim:", "#{pane_id}");
    writeFileSync(hand.program("keep", ""), "");
    for (const life of [
      `${folder}/life`,
      `${theirs}/life`,
      "x".repeat(9000),
      "\n\u001b]0;\u0007#{pid}",
    ]) {
      await start("lies", "exec sleep 4321");
      await hand.ask("set-option", "-t", "=lies:", "@mosaic_life", life);
      await hand.ask("link-window", "-s", "=victim:0", "-t", "=lies:7");
      await hand.ask("set-option", "-t", "=lies:", "@mosaic_pane", pane);
      expect(await stop("lies", { graceMs: 500 })).toMatchObject({ outcome: "stopped", left: [] });
    }
    expect(hand.read("bin/keep")).toBe("");
    expect(isAlive(await told("victim.pid"))).toBe(true);
    expect(await hand.ask("display-message", "-p", "-t", "=victim:", "#{pane_id}")).toBe(pane);
    await stop("victim", { graceMs: 500 });
  });
});

/** Pane half and helper at once, so that nobody sees the end. */
async function killLauncher(hand: ByHand, name: string, folder: string): Promise<void> {
  const half = Number(await hand.ask("display-message", "-p", "-t", `=${name}:`, "#{pane_pid}"));
  expect(half).toBeGreaterThan(1);
  const all = readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => argvOf(pid).includes(folder));
  for (const pid of all.filter((each) => each !== half)) process.kill(pid, "SIGKILL");
  process.kill(half, "SIGKILL");
  await waitFor(() => all.every((pid) => !isAlive(pid)), { what: "the launcher to end" });
}

function argvOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

function isAlive(pid: number | string): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, "latin1").includes(") Z ");
  } catch {
    return false;
  }
}

import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { everyShell } from "@mosaicstack/agent-channel/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { openByHand, startOptions, type ByHand } from "../../test/by-hand.js";
import { listSessions } from "./list-sessions.js";
import { argvsBelow } from "./processes.js";
import { startMany, type StartOne } from "./start-many.js";
import { startSession, type StartOptions } from "./start-session.js";
import { stopSessions } from "./stop-sessions.js";

const restart = { policy: "always", delaySeconds: 1, maxDelaySeconds: 2, burst: 3 } as const;

describe.each(everyShell())("startMany under $name", (shell) => {
  let hand: ByHand;
  let options: Omit<StartOptions, "name" | "environment">;
  beforeEach(async () => {
    hand = await openByHand(shell);
    options = startOptions(hand, restart);
  });
  afterEach(async () => await hand[Symbol.asyncDispose]());
  const one = (
    name: string,
    command = "sleep 1000",
    more: Record<string, string> = {},
  ): StartOne => ({
    name,
    restart,
    environment: { ...environment(), MOSAIC_AGENT_COMMAND: command, ...more },
  });
  const environment = (): Record<string, string> => {
    const { HOME = "", PATH = "", XDG_RUNTIME_DIR = "" } = hand.env;
    return { HOME, PATH, XDG_RUNTIME_DIR };
  };
  const sessions = async (): Promise<string[]> =>
    (await hand.ask("list-sessions", "-F", "#{session_name}")).split("\n").filter(Boolean).sort();
  const environmentOf = async (name: string): Promise<string[]> => {
    await waitFor(() => hand.read(`${name}.environment`)?.endsWith("whole\n") === true, {
      what: `the environment of ${name}`,
    });
    return (hand.read(`${name}.environment`) ?? "")
      .split("\n")
      .filter(
        (line) => !/^(MOSAIC_RUN|TMUX|TMUX_PANE|MOSAIC_CHANNEL|MOSAIC_AGENT_COMMAND|_)=/.test(line),
      )
      .sort();
  };

  test("an agent is what it is when it is started alone, and has just its own environment", async () => {
    const tell = hand.program(
      "tell",
      `env >"$HOME/$1.environment"; echo whole >>"$HOME/$1.environment"; exec sleep 1000`,
    );
    // Names that the script has for itself, and a value of several lines with quotes
    const values = { name: "theirs", dir: "/", batch: "/", IFS: ":", TEXT: "a 'b'\n\"$c\"\n" };
    const alone = one("alone", `${tell} alone`, values);
    await startSession({ ...options, ...alone });
    const many = ["a", "b", "c"].map((name) => one(name, `${tell} ${name}`, values));
    expect(await startMany(many, options)).toEqual(new Set(["a", "b", "c"]));
    const expected = await environmentOf("alone");
    expect(expected).toContain("TEXT=a 'b'");
    for (const name of ["a", "b", "c"])
      expect([name, await environmentOf(name)]).toEqual([name, expected]);
    const { agents } = await listSessions(hand.tmux);
    const own = [...agents.values()].filter(({ isOwn }) => isOwn).map(({ agent }) => agent);
    expect(new Set(own)).toEqual(new Set(["a", "alone", "b", "c"]));
    expect(hand.record("b")).toMatchObject({ state: "active", restarts: "0" });
    const argvs = argvsBelow(agents.get("a")!.server.pid).flat().join(" ");
    expect(argvs).not.toContain("theirs");
    const results = await stopSessions(
      hand.tmux,
      ["a", "b", "c"].map((name) => ({ name })),
      { runtimeFolder: options.runtimeFolder },
    );
    expect(results).toMatchObject(
      results.map(() => ({ value: { outcome: "stopped", killed: 0, left: [] } })),
    );
    await waitFor(() => hand.folders().length === 1, { what: "the folders of the stopped to go" });
    expect(hand.record("b")).toMatchObject({ state: "inactive", status: "143" });
  });

  test("whoever something speaks against is left to a start alone, and costs the others nothing", async () => {
    await hand.start("runs", "sleep 1000");
    const before = await hand.ask("display-message", "-p", "-t", "=runs:", "#{pane_pid}");
    await hand.ask("new-session", "-d", "-s", "foreign", "sleep 1000");
    await hand.start("renamed", "sleep 1000");
    await hand.ask("rename-session", "-t", "=renamed:", "other");
    const found = await startMany(
      [
        one("good"),
        one("runs"),
        one("foreign"),
        one("renamed"),
        one("lost", "no-such-program"),
        one("nowhere", "sleep 1000", { MOSAIC_AGENT_WORKDIR: "/no/such/folder" }),
        one("open", "sleep '1000"),
        one("guest", "sleep 1000", { MOSAIC_TMUX_SOCKET: "another" }),
        one("fine"),
      ],
      options,
    );
    expect(found).toEqual(new Set(["fine", "good"]));
    expect(await sessions()).toEqual(["fine", "foreign", "good", "other", "runs"]);
    expect(await hand.ask("display-message", "-p", "-t", "=runs:", "#{pane_pid}")).toBe(before);
    expect(
      hand
        .folders()
        .map((each) => each.replace(/\.\d+$/, ""))
        .sort(),
    ).toEqual(["fine", "good", "renamed", "runs"]);
  });

  test("two at once make one session of each", async () => {
    const names = Array.from({ length: 12 }, (_, at) => `agent-${at}`);
    const start = async (): Promise<ReadonlySet<string>> => {
      const done = await startMany(
        names.map((name) => one(name)),
        options,
      );
      const rest = names.filter((name) => !done.has(name));
      const ran = await Promise.all(
        rest.map(async (name) => await startSession({ ...options, ...one(name) })),
      );
      expect(ran.every((each) => each === "running" || each === "started")).toBe(true);
      return done;
    };
    const [first, second] = await Promise.all([start(), start()]);
    expect([...first].filter((name) => second.has(name))).toEqual([]);
    expect(await sessions()).toEqual(names.toSorted());
    const halves = (await hand.ask("list-panes", "-a", "-F", "#{pane_pid}")).split("\n");
    expect(halves.length).toBe(names.length);
    for (const half of halves)
      expect(readFileSync(`/proc/${half}/cmdline`, "utf8")).toContain("--pane");
  });
});

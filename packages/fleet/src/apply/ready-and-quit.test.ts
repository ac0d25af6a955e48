import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { openTmux } from "@mosaicstack/tmux-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openScratch, type Scratch } from "../../test/scratch.js";
import { standIn } from "../../test/stand-in.js";
import { openFleet, type Fleet } from "../index.js";

describe("an agent that takes its time, in tmux alone", () => {
  let scratch: Scratch;
  let said: string[] = [];
  beforeEach(async () => {
    scratch = await openScratch();
    said = [];
    mkdirSync(join(scratch.root, "bin"));
    writeFileSync(join(scratch.root, "bin", "claude"), standIn, { mode: 0o755 });
  });
  afterEach(async () => await scratch.close());

  const did = (name: string): string[] =>
    readFileSync(join(scratch.env["HOME"] ?? "", `${name}.did`), "utf8")
      .trim()
      .split("\n");

  async function open(modes: Record<string, string>, more = ""): Promise<Fleet> {
    const roster = join(scratch.root, "roster.yaml");
    const agents = Object.entries(modes).map(
      ([name, mode]) => `  - { name: ${name}, env: { NAME: ${name}, MODE: ${mode} } }\n`,
    );
    writeFileSync(
      roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: claude, restart: { delay: 1s }${more} }
agents:
${agents.join("")}`,
    );
    const PATH = `${join(scratch.root, "bin")}:${scratch.env["PATH"]}`;
    const env = { ...scratch.env, PATH };
    const log = (line: string): void => void said.push(line);
    return await openFleet({ roster, env, supervisor: "tmux", log });
  }

  test("is started once it takes input; one that waits for a person runs, and that is said", async () => {
    const fleet = await open({ one: "paints", two: "dialog", three: "ends", four: "prompt" });
    const { agents: reports } = await fleet.up();
    expect(reports).toEqual([
      { agent: "one", outcome: "started" },
      {
        agent: "two",
        outcome: "waiting",
        message: 'it waits for a person ("Select login method"): attach and answer',
      },
      {
        agent: "three",
        outcome: "failed",
        message: expect.stringMatching(/^it ended at once with exit 3; it (is|was) started again/),
      },
      { agent: "four", outcome: "started" },
    ]);
    expect(did("one")).toEqual(["start", "painted"]);
    expect(said).toContain(
      'two runs, but it waits for a person ("Select login method"): attach and answer',
    );
    const { agents } = await fleet.status();
    expect(agents[1]).toMatchObject({ lifecycle: "active", drift: [] });
    // Whether a running agent takes input is not asked again.
    expect((await fleet.start(["two"])).agents[0]).toEqual({ agent: "two", outcome: "running" });
  });

  test("is told to quit in its own words where it reads them, and gets TERM where it does not", async () => {
    const fleet = await open({ one: "prompt", two: "dialog" });
    await fleet.up();
    expect((await fleet.stop(["one", "two"])).agents).toEqual([
      { agent: "one", outcome: "stopped" },
      { agent: "two", outcome: "stopped" },
    ]);
    expect(did("one")).toEqual(["start", "heard /exit"]);
    expect(did("two")).toEqual(["start", "term"]);
    expect((await fleet.status()).agents[0]).toMatchObject({
      lifecycle: "inactive",
      lastExit: { code: 0 },
    });
  });

  test("gets no words when the roster's entry is another one than it was started with", async () => {
    await (await open({ one: "prompt" })).up();
    const fleet = await open({ one: "prompt" }, ", args: [--other]");
    expect((await fleet.stop(["one"])).agents).toEqual([{ agent: "one", outcome: "stopped" }]);
    expect(did("one")).toEqual(["start", "term"]);
  });

  test("is stopped with TERM when its files cannot be read", async () => {
    const secret = join(scratch.root, "secret.env");
    writeFileSync(secret, "A=1\n", { mode: 0o600 });
    const fleet = await open({ one: "prompt" }, `, env_file: ${secret}`);
    await fleet.up();
    chmodSync(secret, 0o644);
    expect((await fleet.stop(["one"])).agents).toEqual([{ agent: "one", outcome: "stopped" }]);
    expect(did("one")).toEqual(["start", "term"]);
  });

  test("a person who answers makes it ready for a stop by words", async () => {
    const fleet = await open({ two: "dialog" });
    await fleet.up();
    const tmux = openTmux({ socket: "mosaic-fleet" }, { env: scratch.env, deadlineMs: HANG_MS });
    await tmux.run(["send-keys", "-t", "=two:", "Enter"]);
    await waitFor(
      async () => (await tmux.run(["capture-pane", "-p", "-t", "=two:"])).startsWith("❯"),
      { what: "its prompt" },
    );
    await fleet.stop(["two"]);
    expect(did("two")).toEqual(["start", "heard /exit"]);
  });
});

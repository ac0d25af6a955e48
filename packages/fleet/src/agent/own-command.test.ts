import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { openTmux } from "@mosaicstack/tmux-client";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openScratch, type Scratch } from "../../test/scratch.js";
import { openFleet, type Fleet } from "../index.js";

/** A box that reads keys: `❯ text`, a conversation above, `BUSY` ms of work; OSC 7501 tells of it. Notes what it was told. */
const program = `#!${process.execPath}
const { appendFileSync } = require("node:fs");
const { NAME, HOME, MODE, BUSY = "0" } = process.env;
const said = [];
let box = "";
const tell = (state) => process.stdout.write("\\x1b]7501;state=" + state + "\\x1b\\\\");
const draw = () => {
  const foot = MODE === "never" ? "loading" : MODE === "elsewhere" ? "settings" : "❯ " + box;
  process.stdout.write("\\x1b[H\\x1b[2J" + [...said, "", foot].join("\\r\\n"));
};
process.stdin.setRawMode(true);
process.stdout.write("\\x1b[?1049h\\x1b[?2004h");
draw();
tell("idle");
process.stdin.on("data", (chunk) => {
  const text = chunk.toString().replaceAll(/\\x1b\\[20[01]~/g, "");
  if (text !== "\\r") box += text;
  else if (box === "/exit") {
    appendFileSync(HOME + "/" + NAME + ".did", "quit\\n");
    process.exit(0);
  } else if (box !== "") {
    appendFileSync(HOME + "/" + NAME + ".did", box + "\\n");
    said.push("> " + box);
    box = "";
    tell("working");
    setTimeout(() => tell("done"), Number(BUSY));
  }
  draw();
});
`;

describe("a command of which the roster says how its screen is read, in tmux alone", () => {
  let scratch: Scratch;
  beforeEach(async () => {
    scratch = await openScratch();
    mkdirSync(join(scratch.root, "bin"));
    writeFileSync(join(scratch.root, "bin", "tool"), program, { mode: 0o755 });
  });
  afterEach(async () => await scratch.close());

  const did = (name: string): string =>
    readFileSync(join(scratch.env["HOME"] ?? "", `${name}.did`), "utf8");

  async function open(agents: string, receipt = "screen"): Promise<Fleet> {
    const roster = join(scratch.root, "roster.yaml");
    writeFileSync(
      roster,
      `version: 1
socket_name: mosaic-fleet
defaults:
  runtime: command
  command: [tool]
  ready: { screen: "^❯", deadline: 30s }
  box: { shown: "^❯", empty: "^❯ *$" }
  receipt: ${receipt}
  quit: /exit
agents:
${agents}`,
    );
    const PATH = `${join(scratch.root, "bin")}:${scratch.env["PATH"]}`;
    return await openFleet({ roster, env: { ...scratch.env, PATH }, supervisor: "tmux" });
  }

  test("start, send and stop go by it", async () => {
    const fleet = await open(`  - { name: one, env: { NAME: one } }
  - { name: two, env: { NAME: two, MODE: never }, ready: { deadline: 1s } }
  - { name: three, env: { NAME: three, MODE: elsewhere }, ready: { screen: settings } }
  - { name: four, env: { NAME: four, MODE: elsewhere }, ready: { screen: loading, dialogs: [settings] } }
`);
    expect((await fleet.up()).agents).toEqual([
      { agent: "one", outcome: "started" },
      {
        agent: "two",
        outcome: "not-ready",
        message: "not ready after 1 s: attach to see why",
      },
      { agent: "three", outcome: "started" },
      {
        agent: "four",
        outcome: "waiting",
        message: 'it waits for a person ("settings"): attach and answer',
      },
    ]);
    const away = "box-not-shown: its input box is not shown";
    const all = ["one", "two", "three", "four"];
    expect((await fleet.send(all, "run the tests")).deliveries).toMatchObject([
      { agent: "one", outcome: "delivered", receipt: "screen" },
      { agent: "two", outcome: "refused", reason: away },
      { agent: "three", outcome: "refused", reason: away },
      { agent: "four", outcome: "refused", reason: 'dialog ("settings")' },
    ]);
    const tmux = openTmux({ socket: "mosaic-fleet" }, { env: scratch.env });
    await tmux.run(["send-keys", "-t", "=one:", "half a thou"]);
    const screen = async (): Promise<string> => (await fleet.screen("one")).lines.join("\n");
    await waitFor(async () => (await screen()).includes("❯ half"), { what: "the draft" });
    expect((await fleet.send(["one"], "next")).deliveries).toMatchObject([
      { outcome: "refused", reason: expect.stringMatching(/^draft: /) },
    ]);
    expect(did("one")).toBe("run the tests\n");
  });

  test("a stop types its own way to quit, and nothing into a draft", async () => {
    const fleet = await open(`  - { name: one, env: { NAME: one } }
  - { name: two, env: { NAME: two } }
`);
    await fleet.up();
    const tmux = openTmux({ socket: "mosaic-fleet" }, { env: scratch.env });
    await tmux.run(["send-keys", "-t", "=two:", "half a thou"]);
    await fleet.stop(["one", "two"]);
    expect(did("one")).toBe("quit\n");
    expect(() => did("two")).toThrow("ENOENT");
  });

  test("its own word is a receipt, and what comes while it works is handed over behind it", async () => {
    const fleet = await open(`  - { name: one, env: { NAME: one, BUSY: "2500" } }\n`, "stream");
    await fleet.up();
    expect((await fleet.send(["one"], "first")).deliveries).toMatchObject([
      { outcome: "delivered", receipt: "stream" },
    ]);
    expect((await fleet.send(["one"], "second")).deliveries).toMatchObject([{ outcome: "queued" }]);
    await waitFor(() => did("one") === "first\nsecond\n", { what: "both", timeoutMs: 60_000 });
  });

  test("it does not hold for a command that an env file puts in its place", async () => {
    const fleet = await open(`  - { name: one }\n`);
    const folder = join(scratch.env["HOME"] ?? "", ".config/mosaic/fleet/agents");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "one.env"), "MOSAIC_AGENT_COMMAND=cat\n");
    expect((await fleet.up()).agents).toEqual([{ agent: "one", outcome: "started" }]);
    expect((await fleet.send(["one"], "run the tests")).deliveries).toMatchObject([
      { outcome: "delivered", receipt: "screen" },
    ]);
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import type { StatusDocument } from "@mosaicstack/fleet";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openBoardTerminal, type BoardTerminal } from "../testing/board-terminal.js";
import { bundleInto, openScratch, type Scratch } from "../testing/scratch.js";

let folder: ThrowAwayTmux;
let program: string;
let me: Scratch;
let away: ThrowAwayTmux;
beforeAll(async () => {
  folder = await openThrowAwayTmux({ start: false });
  program = await bundleInto(folder.directory);
});
afterAll(async () => await folder.close());
beforeEach(async () => {
  away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  me = openScratch(program, away);
  writeRoster("canary");
});
afterEach(async () => await away.close());

const writeRoster = (name: string): void =>
  me.writeRoster(`version: 1
name: research
socket_name: mosaic-fleet
agents: [ { name: ${name}, runtime: command, command: [cat] } ]
`);

const atShell = (screen: string): boolean => /[$#]$/.test(screen);
const restored = "0 1 1";
const modes = "#{alternate_on} #{cursor_flag} #{wrap_flag}";

async function openBoard(
  options: { name?: string; env?: Readonly<Record<string, string>>; before?: string } = {},
): Promise<BoardTerminal> {
  const terminal = await openBoardTerminal(me, options);
  await terminal.type(`${options.before ?? ""}node ${program} --supervisor tmux top`);
  await terminal.keys("Enter");
  await terminal.shows(/^[›>] canary/m);
  return terminal;
}

/** The board's own process, by what its terminal runs. */
async function boardOf(terminal: BoardTerminal): Promise<number> {
  const shell = await terminal.format("#{pane_pid}");
  const path = `/proc/${shell}/task/${shell}/children`;
  return Number(readFileSync(path, "utf8").trim());
}

describe("the terminal is given back", () => {
  test.each(["SIGTERM", "SIGINT", "SIGHUP"] as const)("at %s", async (signal) => {
    const terminal = await openBoard();
    process.kill(await boardOf(terminal), signal);
    await terminal.shows(atShell);
    expect(await terminal.format(modes)).toBe(restored);
  });

  test("at an error that nobody caught, which is read behind it", async () => {
    const file = join(me.home, "torn.mjs");
    writeFileSync(file, 'process.on("SIGUSR2", () => { throw new Error("torn"); });');
    const before = `NODE_OPTIONS=--import=${file} `;
    const terminal = await openBoard({ before });
    process.kill(await boardOf(terminal), "SIGUSR2");
    await terminal.shows((screen) => screen.includes("Error: torn") && atShell(screen));
    expect(await terminal.format(modes)).toBe(restored);
  });

  test("at Ctrl-Z, and taken again by `fg`, twice; and by a stop from elsewhere", async () => {
    const terminal = await openBoard();
    const pid = await boardOf(terminal);
    for (let round = 0; round < 2; round++) {
      await terminal.keys("C-z");
      await terminal.shows(atShell);
      expect(await terminal.format(modes)).toBe(restored);
      await terminal.type("fg");
      await terminal.keys("Enter");
      await terminal.shows(/^› canary/m);
    }
    process.kill(pid, "SIGTSTP");
    await terminal.shows(atShell);
    expect(await terminal.format(modes)).toBe(restored);
    await terminal.type("fg");
    await terminal.keys("Enter");
    await terminal.shows(/^› canary/m);
    process.kill(pid, "SIGSTOP");
    await terminal.shows(atShell);
    await terminal.type("fg");
    // Nobody could give the terminal back: Enter is no end of a line there.
    await terminal.keys("C-j");
    // What it showed before is still there, below what the shell wrote.
    await terminal.shows((screen) => screen.endsWith("o screen"));
    await terminal.keys("q");
    await terminal.shows(atShell);
    expect(await terminal.format(modes)).toBe(restored);
  });

  test("a window that is closed leaves no process", async () => {
    const terminal = await openBoard();
    await terminal.close();
    const isThere = (): boolean => me.processes().some((each) => each.includes(" top"));
    await waitFor(() => !isThere(), { what: "the end of the board", saw: () => me.processes() });
    expect(isThere()).toBe(false);
  });
});

describe("what a terminal can show", () => {
  test("two boards at once each see what changes", async () => {
    const [one, two] = [await openBoard({ name: "one" }), await openBoard({ name: "two" })];
    writeRoster("other");
    expect(await one.shows(/^› other/m)).not.toContain("canary");
    expect(await two.shows(/^› other/m)).not.toContain("canary");
  });

  test("without UTF-8 nothing but ASCII, with NO_COLOR no colours", async () => {
    const terminal = await openBoard({ env: { LANG: "C", LC_ALL: "", NO_COLOR: "1" } });
    const screen = await terminal.screen();
    expect(screen).toMatch(/^[\u0000-\u007f]*$/);
    expect(screen).toContain("research - socket mosaic-fleet");
    expect(await terminal.colors()).toEqual(["7"]);
  });

  test("without a terminal, or a dumb one, a line for each agent that changed", async () => {
    const terminal = await openBoardTerminal(me, { env: { TERM: "dumb" } });
    await terminal.type(`TERM=dumb node ${program} --supervisor tmux top`);
    await terminal.keys("Enter");
    await terminal.shows(/^canary +running/m);
    expect(await terminal.format(modes)).toBe(restored);
    await me.run(["start", "canary", "--supervisor", "tmux"]);
    expect(await terminal.shows(/^\d\d:\d\d:\d\d canary active/m)).toMatch(/ server running\n/);
    await terminal.keys("C-c");
    await terminal.shows(atShell);
  });

  test("with --json a document a line, until nobody reads them", async () => {
    const argv = [program, "--supervisor", "tmux", "status", "--watch", "--json"];
    const child = spawn(process.execPath, argv, { env: me.env, stdio: ["ignore", "pipe", "pipe"] });
    const documents: StatusDocument[] = [];
    let rest = "";
    child.stdout.on("data", (bytes: Buffer) => {
      const lines = (rest + bytes.toString()).split("\n");
      rest = lines.pop() ?? "";
      documents.push(...lines.map((line) => JSON.parse(line) as StatusDocument));
    });
    await waitFor(() => documents.length > 0, { what: "the first document" });
    await me.run(["start", "canary", "--supervisor", "tmux"]);
    await waitFor(() => documents.at(-1)?.agents[0]?.lifecycle === "active", { what: "active" });
    child.stdout.destroy();
    const ended = once(child, "exit");
    await me.run(["stop", "canary"]);
    expect(await ended).toEqual([0, null]);
  });
});

import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import type { StatusDocument } from "@mosaicstack/fleet";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { masked, openBoardTerminal, type BoardTerminal } from "../testing/board-terminal.js";
import { bundleInto, openScratch, type Scratch } from "../testing/scratch.js";

let folder: ThrowAwayTmux;
let program: string;
let me: Scratch;
let away: ThrowAwayTmux;
let terminal: BoardTerminal;
beforeAll(async () => {
  folder = await openThrowAwayTmux({ start: false });
  program = await bundleInto(folder.directory);
});
afterAll(async () => await folder.close());
beforeEach(async () => {
  away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  me = openScratch(program, away);
  terminal = await openBoardTerminal(me);
});
afterEach(async () => await away.close());

const roster = `version: 1
name: research
socket_name: mosaic-fleet
defaults: { runtime: command, restart: { policy: no } }
agents:
  - { name: canary, command: [start-agent-session.sh, --canary] }
  - { name: broken, command: [sh, -c, exit 3] }
  - { name: spare, command: [cat], enabled: false }
`;

async function openBoard(shown: string | RegExp): Promise<string> {
  await terminal.type(`node ${program} --supervisor tmux top`);
  await terminal.keys("Enter");
  return await terminal.shows(shown);
}

async function agent(name: string): Promise<StatusDocument["agents"][number] | undefined> {
  const { stdout } = await me.run(["status", "--json"]);
  return (JSON.parse(stdout) as StatusDocument).agents.find((each) => each.name === name);
}

async function up(): Promise<void> {
  me.writeRoster(roster);
  await me.run(["up", "--supervisor", "tmux"]);
}

/** Chooses an agent as one does who knows its name. */
async function choose(name: string): Promise<void> {
  await terminal.keys("Escape");
  await terminal.shows((screen) => !screen.includes("filter "));
  await terminal.keys("/");
  await terminal.type(name);
  await terminal.shows(`filter ${name}`);
  await terminal.keys("Enter");
  await terminal.shows(new RegExp(`^› ${name}`, "m"));
}

describe("keys that act", () => {
  test("who failed stands first, with the reason; and is started again in the command's words", async () => {
    await up();
    expect(masked(await openBoard(/^› broken/m))).toMatchInlineSnapshot(`
      "research · socket mosaic-fleet · supervisor tmux · server running tmux VERSION
      3 agents · 1 needs you · 1 idle · 1 stopped
        AGENT   STATE     EXIT    DRIFT
      NEED YOU
      › broken  failed    exit 3  !
      IDLE
        canary  unknown   -       -
      STOPPED
        spare   inactive  -       -










      ────────────────────────────────────────────────────────────────────────────────
      broken: it ended with exit 3. \`mosaic-fleet logs broken\` has its last words;
        to try again, run \`mosaic-fleet start broken\`.
      broken: failed for AGE
      ? help  q quit  a attach  s send  S start  x stop  r restart  l logs  o screen"
    `);
    await terminal.keys("S");
    expect(await terminal.shows("broken failed")).toContain("it ended at once with exit 3");
  });

  test("send, logs, screen, attach and back", async () => {
    await up();
    await openBoard("canary");
    await choose("canary");
    await terminal.keys("s");
    await terminal.type("wörd 日本");
    expect(await terminal.shows("wörd 日本")).toContain("send to canary: wörd 日本");
    await terminal.keys("Enter");
    await terminal.shows(/^canary delivered \(\w+\)/m);
    await terminal.keys("l");
    expect(await terminal.shows(/wörd 日本/)).toMatch(/^logs of canary\n/);
    await me.run(["send", "canary", "another"]);
    await terminal.shows("another");
    await terminal.keys("o");
    expect(await terminal.shows(/^screen of canary\n/)).not.toContain("logs of");
    await terminal.shows(/^screen of canary\n[^]*another/);
    await terminal.keys("q", "a");
    await terminal.shows(/\[canary\] 0:/);
    expect((await agent("canary"))?.session).toMatchObject({ attached: true });
    await terminal.keys("C-b", "d");
    await terminal.shows(/^› canary/m);
    expect((await agent("canary"))?.session).toMatchObject({ attached: false });
    expect(await terminal.format("#{alternate_on} #{cursor_flag}")).toBe("1 0");
  });

  test("stop and restart ask; a screen whose agent is stopped elsewhere stays", async () => {
    await up();
    await openBoard("canary");
    await choose("canary");
    const before = (await agent("canary"))?.pane?.pid;
    await terminal.keys("r");
    await terminal.shows("restart canary? y/n");
    await terminal.keys("n");
    await terminal.shows("? help");
    await terminal.keys("r", "y");
    await terminal.shows("restart canary …");
    await terminal.shows(/^canary (re)?started/m);
    expect((await agent("canary"))?.pane?.pid).not.toBe(before);
    await terminal.keys("o");
    await terminal.shows("screen of canary");
    await me.run(["stop", "canary"]);
    await terminal.shows("`canary` has no session");
    await terminal.keys("q");
    await terminal.shows(/^› canary .* inactive/m);
    await terminal.keys("x", "y");
    await terminal.shows(/^canary (already |not )?/m);
    await terminal.keys("Escape", "S");
    await terminal.shows("canary started");
    await waitFor(async () => (await agent("canary"))?.lifecycle === "active", { what: "canary" });
  });
});

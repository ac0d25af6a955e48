import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
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

/** A fleet of which nothing was ever started. */
function writeStopped(names: readonly string[]): void {
  const agents = names.map(
    (name) => `  - { name: ${name}, runtime: command, command: [cat], enabled: false }\n`,
  );
  me.writeRoster(
    `version: 1\nname: research\nsocket_name: mosaic-fleet\nagents:${agents.length === 0 ? " []" : `\n${agents.join("")}`}\n`,
  );
}

const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `agent-${String(at + 1).padStart(4, "0")}`);

async function openBoard(shown: string, words = "top"): Promise<string> {
  await terminal.type(`node ${program} --supervisor tmux ${words}`);
  await terminal.keys("Enter");
  return await terminal.shows(shown);
}

/** The rows of agents in which the board stands. */
const chosenIn = (screen: string): string | undefined => /^› (\S+)/m.exec(screen)?.[1];

describe("a fleet on the board", () => {
  test("one agent, at 80 columns and back at the shell", async () => {
    writeStopped(["canary"]);
    const before = await terminal.screen();
    expect(masked(await openBoard("canary"))).toMatchInlineSnapshot(`
      "research · socket mosaic-fleet · supervisor tmux · server absent
      1 agent · 1 stopped
        AGENT   STATE
      STOPPED
      › canary  inactive














      ────────────────────────────────────────────────────────────────────────────────
      canary: inactive


      ? help  q quit  a attach  s send  S start  x stop  r restart  l logs  o screen"
    `);
    expect(await terminal.format("#{alternate_on} #{cursor_flag} #{wrap_flag}")).toBe("1 0 0");
    await terminal.keys("q");
    const after = await terminal.shows((screen) => /[$#]$/.test(screen));
    expect(after.startsWith(before)).toBe(true);
    expect(await terminal.format("#{alternate_on} #{cursor_flag} #{wrap_flag}")).toBe("0 1 1");
    await terminal.type("stty -a");
    await terminal.keys("Enter");
    expect(await terminal.shows("icanon")).not.toMatch(/-icanon|-echo\b/);
  });

  test("a hundred: keys, filter, help, and sizes from 20×5 to 200×50", async () => {
    writeStopped(numbered(100));
    expect(chosenIn(await openBoard("agent-0001", "status --watch"))).toBe("agent-0001");
    await terminal.keys("NPage", "Down", "j", "Up");
    const below = await terminal.shows((screen) => chosenIn(screen) === "agent-0017");
    expect(below).not.toContain("agent-0001");
    await terminal.keys("End");
    await terminal.shows((screen) => chosenIn(screen) === "agent-0100");
    await terminal.resize(200, 50);
    await terminal.shows(
      (screen) => screen.split("\n").length === 50 && chosenIn(screen) === "agent-0100",
    );
    await terminal.resize(20, 5);
    const small = await terminal.shows((screen) => screen.split("\n").length === 5);
    expect(small).toMatchInlineSnapshot(`
      "



      ? help  q quit  a at"
    `);
    await terminal.resize(80, 24);
    await terminal.keys("/");
    await terminal.type("007 stopped");
    await terminal.shows("0 stopped");
    await terminal.keys("C-w", "BSpace");
    expect(chosenIn(await terminal.shows("agent-0079"))).toBe("agent-0007");
    await terminal.keys("Down", "Enter", "?");
    expect(await terminal.shows(/Ctrl-L[^]*q back +↑↓ move$/)).toMatchInlineSnapshot(`
      "help
      up, down, j, k     choose an agent
      PgUp, PgDn         a page up, down
      Home, End, g, G    the first, the last
      /                  show those alone whose name, state or drift has these words:
                         Enter keeps the filter, Esc drops it
      Enter, a           attach to its session; Ctrl-b, then d leaves it
      s                  send it a message: Enter sends, Esc does not
      S                  start it
      x, r               stop it, restart it, after a question
      l                  what it printed, and goes on to print
      o                  what its pane shows

      R                  read the roster again
      Ctrl-L             draw all of it again
      Ctrl-Z             suspend the board; \`fg\` brings it back
      q, Ctrl-C          end the board; no agent ends with it

      Those who need you stand first: blocked by a permission, a question or a login;
      failed; at the end of a quota; with an error; stuck. Then who works, who is
      idle or done, who is asleep, who is stopped.
      EXIT: how it ended last. WAITS: messages that it gets when its turn ends.
      DRIFT: where it is not as the roster says; \`mosaic-fleet plan\` tells more.
      q back  ↑↓ move"
    `);
    await terminal.keys("Escape");
    expect(chosenIn(await terminal.shows("filter 007"))).toBe("agent-0070");
    await terminal.keys("Escape");
    const all = await terminal.shows((screen) => !screen.includes("filter 007"));
    expect(chosenIn(all)).toBe("agent-0070");
    await terminal.keys("C-c");
    await terminal.shows((screen) => /[$#]$/.test(screen));
  });

  test("a thousand", async () => {
    writeStopped(numbered(1000));
    await openBoard("1000 agents");
    await terminal.keys("End");
    expect(chosenIn(await terminal.shows("agent-1000"))).toBe("agent-1000");
    await terminal.keys("Home");
    await terminal.shows((screen) => chosenIn(screen) === "agent-0001");
  });

  test("the roster changes while it is shown: read again by itself, and what is wrong is said", async () => {
    writeStopped(["one", "two", "three"]);
    await openBoard("three");
    await terminal.keys("Down");
    await terminal.shows((screen) => chosenIn(screen) === "two");
    writeStopped(["zero", "one", "two", "three"]);
    expect(chosenIn(await terminal.shows("the roster was read again"))).toBe("two");
    me.writeRoster("version: 1\nagents: [ { nam: x } ]\n");
    expect(await terminal.shows("`R` reads it again")).toContain("zero");
    writeStopped(["zero", "one", "three"]);
    expect(chosenIn(await terminal.shows((screen) => !/ two\b/.test(screen)))).toBe("three");
    writeStopped([]);
    await terminal.shows("no agents");
    await terminal.keys("x", "s", "Enter", "l");
    writeStopped(["one"]);
    expect(chosenIn(await terminal.shows("1 agent"))).toBe("one");
  });
});

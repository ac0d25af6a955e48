import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { MigrateDocument } from "@mosaicstack/fleet";
import { LEGACY_SOCKET_NAME } from "@mosaicstack/roster";
import { openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runForTest, type CliResult, type RunOptions } from "./testing/run-for-test.js";

let away: ThrowAwayTmux;
let env: Record<string, string>;
beforeEach(async () => {
  away = await openThrowAwayTmux({ start: false });
  const home = away.directory;
  const path = process.env["PATH"] ?? "/usr/bin:/bin";
  env = { ...away.env, HOME: home, USER: "tester", PATH: path };
  const roster = join(home, ".config/mosaic/fleet/roster.yaml");
  mkdirSync(dirname(roster), { recursive: true });
  const text = `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, command: [cat], ready: { quiet: 100ms } }
agents: [{ name: one, tags: [some] }, { name: two }, { name: off, enabled: false }]
`;
  writeFileSync(roster, text);
});
afterEach(async () => await away.close());

const migrate = async (argv: readonly string[], options: RunOptions = {}): Promise<CliResult> =>
  await runForTest(["migrate", "--supervisor", "tmux", ...argv], { env, ...options });
const old = (...argv: string[]): string =>
  execFileSync("tmux", ["-u", "-L", "mosaic-factory", "-f", "/dev/null", ...argv], {
    env,
    encoding: "utf8",
  });
const make = (...names: readonly string[]): void => {
  for (const name of names) old("new-session", "-d", "-s", name, "sleep 1000");
};
const sessions = (): string[] => old("list-sessions", "-F", "#S").trim().split("\n");
const from = ["--from", "mosaic-factory"];

test("it shows both sockets, asks, does it after a yes, and says what is left", async () => {
  make("one", "two", "my own \u001b[31m");
  const dry = await migrate([...from, "--dry-run"], { terminal: 80 });
  expect(dry).toMatchObject({ code: 0, stderr: "" });
  const no = await migrate(from, { terminal: 300, stdin: "n\n" });
  expect(no.code).toBe(1);
  expect(no.stderr).toContain(
    "`migrate --from mosaic-factory` ends 2 agents on `mosaic-factory` and starts them anew. Go on?",
  );
  expect(no.stderr).toContain("Nothing was done.");
  expect(sessions()).toHaveLength(3);
  const yes = await migrate(from, { terminal: 300, stdin: "y\n" });
  expect(yes.code).toBe(0);
  expect(yes.stdout).toContain("one moved");
  expect(yes.stdout).toContain("two moved");
  expect(yes.stderr).toContain("`tmux -L mosaic-factory kill-server`");
  expect(sessions()).toHaveLength(1);
  expect(yes.stdout + yes.stderr).not.toContain("\u001b[31m");
  expect(dry.stdout).toMatchInlineSnapshot(`
    "[2mAGENT[0m  [2mON mosaic-factory[0m   [2mDOES[0m     [2mON mosaic-fleet[0m  [2mNEXT[0m
    one    session, not by us  unknown  -                [32mmove[0m
    two    session, not by us  unknown  -                [32mmove[0m
    off    -                   -        -                [2mnot there[0m
    Left alone on mosaic-factory: \`my own \\033[31m\`
    "
  `);
});

test("some are moved by name or tag; without a terminal it needs --yes", async () => {
  make("one", "two");
  const refused = await migrate([...from, "two", "--json"]);
  expect(refused.code).toBe(2);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: "Usage" } });
  const wordy = await migrate([...from, "--tag", "some", "--now", "--timeout", "1h 30m"]);
  expect(wordy.stderr).toContain(
    "mosaic-fleet migrate --from mosaic-factory --tag some --now --timeout '1h 30m' --yes`",
  );
  const tagged = await migrate([...from, "--tag", "some", "--json", "--yes"]);
  expect(tagged.code).toBe(0);
  const { agents, left } = JSON.parse(tagged.stdout) as MigrateDocument;
  expect(agents).toMatchObject([{ name: "one", outcome: "moved" }]);
  expect(left).toEqual({ server: "running", sessions: ["two"] });
  expect((await migrate([...from, "nobody", "--yes"])).code).toBe(4);
});

test("what stays is told with exit code 1, an empty old socket with 0", async () => {
  make("off");
  const stays = await migrate([...from, "--yes"]);
  expect(stays.code).toBe(1);
  expect(stays.stderr).toContain("`off` skipped: the roster says `enabled: false`");
  expect(sessions()).toEqual(["off"]);
  const empty = await migrate(["--from", "nothing-here"]);
  expect(empty.code).toBe(0);
  expect(empty.stderr).toContain("No tmux server runs on socket `nothing-here`.");
});

test.each([
  [[], "`--from` was not given"],
  [["--from", "mosaic-fleet"], "is this fleet's own socket"],
  [["--from", "../x"], "is a path"],
  [["--from", "a;b"], "has `;`"],
  [[...from, "--timeout", "0"], "leaves no time"],
  [[...from, "one", "--all"], "do not go together"],
])("migrate %j is wrong usage", async (argv, words) => {
  const { code, stderr } = await migrate(argv);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});

test("its help names the socket of earlier fleets", async () => {
  const { stdout } = await runForTest(["migrate", "--help"]);
  expect(stdout).toContain(`socket \`${LEGACY_SOCKET_NAME}\``);
});

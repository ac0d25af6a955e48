import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { runForTest } from "../testing/run-for-test.js";

let home: string;
beforeEach(() => (home = mkdtempSync(join(tmpdir(), "words-"))));
afterEach(() => rmSync(home, { recursive: true, force: true }));

const agents = (...names: string[]): string =>
  `version: 1\nsocket_name: mine\nagents: [${names.map((name) => `{ name: ${name}, runtime: pi, tags: [t, ${name}-t] }`).join(", ")}]\n`;

/** What is printed, a word a line; nothing else is, and it is no failure. */
async function words(kind: string, ...argv: string[]): Promise<string[]> {
  const env = { HOME: home, TMUX_TMPDIR: home, PATH: process.env["PATH"] };
  const { code, stdout, stderr } = await runForTest([...argv, "completion", "--words", kind], {
    env,
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return stdout.split("\n").slice(0, -1);
}

function writeRoster(text: string): void {
  const folder = join(home, ".config/mosaic/fleet");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "roster.yaml"), text);
}

test("agents and tags are the roster's, each once, in its order", async () => {
  writeRoster(agents("b", "a"));
  expect(await words("agents")).toEqual(["b", "a"]);
  expect(await words("tags")).toEqual(["t", "b-t", "a-t"]);
  expect(await words("hosts")).toEqual([]);
});

test("the roster that is named counts", async () => {
  writeRoster(agents("a"));
  writeFileSync(join(home, "other.yaml"), agents("c"));
  expect(await words("agents", "--roster", join(home, "other.yaml"))).toEqual(["c"]);
});

test("nothing is said where nothing is known", async () => {
  expect(await words("agents")).toEqual([]);
  writeRoster("agents: [\n");
  expect(await words("agents")).toEqual([]);
  expect(await words("planets")).toEqual([]);
  expect(await words("constructor")).toEqual([]);
  expect(await words("agents", "--roster", home)).toEqual([]);
  expect(await words("agents", "--socket", "../odd", "--roster", "/dev/null")).toEqual([]);
  execFileSync("mkfifo", [join(home, "fifo")]);
  expect(await words("agents", "--roster", join(home, "fifo"))).toEqual([]);
});

test("presets need no roster", async () => {
  expect(await words("presets")).toEqual(expect.arrayContaining(["canary", "squad"]));
});

test("sockets are the roster's, and those in tmux's folder that a fleet may have", async () => {
  const folder = join(home, `tmux-${String(userInfo().uid)}`);
  mkdirSync(folder, { mode: 0o700 });
  writeFileSync(join(folder, "a-file"), "");
  const servers = ["default", "other", "odd name"].map((name) =>
    createServer().listen(join(folder, name)),
  );
  await Promise.all(
    servers.map(
      async (server) => await new Promise((resolve) => server.once("listening", resolve)),
    ),
  );
  try {
    expect(await words("sockets")).toEqual(["other"]);
    writeRoster(agents("a"));
    expect(await words("sockets")).toEqual(["mine", "other"]);
  } finally {
    for (const server of servers) server.close();
  }
});

test("what a terminal would not show is not offered", async () => {
  writeRoster(agents("a").replace("a-t", '"in\\u2060visible"'));
  expect(await words("tags")).toEqual(["t"]);
});

import { execFile } from "node:child_process";
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { build } from "esbuild";
import { writeSleeper } from "@mosaicstack/agent-channel/testing";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  alike,
  exchanges,
  fileOf,
  guideBlocks,
  matches,
  type GuideBlock,
} from "./testing/guide.js";
import { bundleInto } from "./testing/scratch.js";

const guides = join(import.meta.dirname, "../../../docs/guides");
/** Those that lead through the command line; what the others lead through has tests of its own. */
const others = new Set(["add-a-runtime.md", "systemd-by-hand.md"]);
const pages = readdirSync(guides).filter((name) => name.endsWith(".md") && !others.has(name));

let folder: ThrowAwayTmux;
let program: string;
beforeAll(async () => {
  folder = await openThrowAwayTmux({ start: false });
  program = await bundleInto(folder.directory);
});
afterAll(async () => await folder.close());

let away: ThrowAwayTmux;
let terminal: ThrowAwayTmux;
let home: string;
let env: Record<string, string>;
beforeEach(async () => {
  away = await openThrowAwayTmux({ socket: "mosaic-fleet", start: false });
  home = join(away.directory, "home");
  const [bin, runtime] = ["bin", "run"].map((name) => join(away.directory, name));
  for (const path of [home, bin, runtime]) mkdirSync(path ?? "", { mode: 0o700 });
  writeSleeper(bin ?? "");
  // As where no user manager answers, which is what `auto` sees here.
  writeFileSync(
    join(bin ?? "", "mosaic-fleet"),
    `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`,
  );
  chmodSync(join(bin ?? "", "mosaic-fleet"), 0o755);
  env = {
    HOME: home,
    PATH: `${bin}:/usr/local/bin:/usr/bin:/bin`,
    SHELL: "/bin/sh",
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
    USER: "you",
    TMUX_TMPDIR: away.env["TMUX_TMPDIR"] ?? "",
    XDG_RUNTIME_DIR: runtime ?? "",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "you",
    GIT_AUTHOR_EMAIL: "you@example.org",
    GIT_COMMITTER_NAME: "you",
    GIT_COMMITTER_EMAIL: "you@example.org",
  };
  terminal = await openThrowAwayTmux({ socket: "terminal", start: false });
});
afterEach(async () => {
  await terminal.close();
  await away.close();
});

/** As a person's shell runs it: both streams as they come. */
async function shell(text: string): Promise<{ code: unknown; printed: string }> {
  return await new Promise((resolve) => {
    const argv = ["-c", `exec 2>&1\n${text}`];
    execFile("/bin/sh", argv, { env, cwd: home, timeout: 120_000 }, (error, stdout) =>
      resolve({ code: error === null ? 0 : (error.code ?? error.signal), printed: stdout }),
    );
  });
}

const asPage = (text: string): string[] =>
  text.replaceAll(home, "~").trimEnd().split("\n").map(alike);

async function run(block: GuideBlock, next: GuideBlock | undefined): Promise<void> {
  if (block.notRun !== undefined) return;
  if (block.given !== undefined) await script(block.given, block.line);
  const path = fileOf(block)?.replace("~", home);
  if (path !== undefined) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, block.text, { mode: block.text.startsWith("#!") ? 0o755 : 0o600 });
  } else if (block.keys !== undefined) await type(block, block.keys);
  else if (block.language === "sh") await script(block.text, block.line);
  else if (block.language === "ts") {
    const printed = await example(block.text);
    if (next?.language === "text") expect(printed.trim()).toBe(next.text.trim());
  } else if (block.language === "console") {
    for (const { command, printed: page } of exchanges(block)) {
      const { printed } = await shell(command);
      const [is, wanted] = [asPage(printed), page.map(alike)];
      if (!matches(is, wanted.length === 0 ? [""] : wanted)) expect(is, command).toEqual(wanted);
    }
  }
}

async function script(text: string, line: number): Promise<void> {
  const { code, printed } = await shell(`set -e\n${text}`);
  expect({ line, code, printed }).toMatchObject({ code: 0 });
}

/** What a program prints that imports our packages by their names. */
async function example(contents: string): Promise<string> {
  const outfile = join(home, "example.mjs");
  await build({
    stdin: { contents, resolveDir: join(import.meta.dirname, ".."), loader: "ts" },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    conditions: ["@mosaicstack/source"],
    banner: {
      js: `import { createRequire as r } from "node:module"; const require = r(import.meta.url);`,
    },
  });
  // Scripts and units of the packages are found by name.
  symlinkSync(join(import.meta.dirname, "../../../node_modules"), join(home, "node_modules"));
  return (await shell(`"${process.execPath}" ${outfile}`)).printed;
}

async function tmux(...argv: string[]): Promise<string> {
  return await new Promise((resolve, reject) => {
    const own = { env: { ...terminal.env }, timeout: 120_000 };
    execFile("tmux", ["-L", "terminal", ...argv], own, (error, stdout) =>
      error === null ? resolve(stdout) : reject(new Error(error.message)),
    );
  });
}

/** In a terminal, and what a person types there once something is to be seen. */
async function type(block: GuideBlock, keys: readonly string[]): Promise<void> {
  const words = `cd; unset TMUX TMUX_PANE; ${block.text.trim()}; echo "ended $?"; sleep 1000`;
  const environment = Object.entries(env).flatMap(([key, value]) => ["-e", `${key}=${value}`]);
  const size = ["-x", "100", "-y", "30"];
  await tmux("new-session", "-d", "-s", "t", ...size, ...environment, "sh", "-c", words);
  const shows = async (): Promise<string> => (await tmux("capture-pane", "-p", "-t", "=t:")).trim();
  for (const key of keys) {
    const before = await shows();
    await waitFor(async () => (await shows()) !== before || before !== "", { what: "its screen" });
    await tmux("send-keys", "-t", "=t:", key);
  }
  await waitFor(async () => (await shows()).includes("ended "), {
    what: `its end (line ${block.line})`,
  });
  expect(await shows()).toContain("ended 0");
  await tmux("kill-session", "-t", "=t");
}

describe.each(pages)("docs/guides/%s", (name) => {
  const blocks = guideBlocks(readFileSync(join(guides, name), "utf8"));

  test("every block does what it says, in order", async () => {
    expect(blocks.length).toBeGreaterThan(0);
    for (const [at, block] of blocks.entries()) await run(block, blocks[at + 1]);
    await shell("mosaic-fleet down --force");
  });
});

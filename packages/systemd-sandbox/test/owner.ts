import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync, readdirSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { build } from "esbuild";
import { expect } from "vitest";
import { parentCgroup } from "../src/lane.js";
import { HANG_MS } from "../src/testing.js";

/** What an owner runs, from stdin and bundled, as an application would have it. */
const OWNER = `import { openSandbox } from "./index.ts";
  console.log("begin");
  globalThis.sandbox = await openSandbox({ deadlineMs: ${HANG_MS} });
  console.log("open");
  if (process.argv.includes("stay")) setInterval(() => {}, 60_000);
  if (process.argv.includes("many")) {
    const use = async (sandbox) => {
      await sandbox.exec("systemd-run", ["--user", "--wait", "true"], { reject: true });
      await sandbox.close();
    };
    await Promise.all([sandbox, ...(await Promise.all([1, 2, 3].map(() => openSandbox({ deadlineMs: ${HANG_MS} }))))].map(use));
  }
  if (process.argv.includes("work")) {
    const { stdout } = await sandbox.exec("systemd-run", ["--user", "--wait", "--pipe", "id", "-u"]);
    console.log(JSON.stringify({ lane: sandbox.lane, stdout, cgroup: sandbox.cgroup }));
    const own = 'mkdir -p "$HOME/.config/environment.d"; echo MOSAIC_OWN=1 >"$HOME/.config/environment.d/own.conf"';
    await sandbox.exec("sh", ["-c", own], { reject: true });
    await sandbox.reboot();
    await sandbox.exec("busctl", ["--user", "status", "org.freedesktop.systemd1"], { reject: true });
    const session = await sandbox.login();
    const sleeping = session.exec("sleep", ["5001"]);
    const sleep = () => sandbox.processes().find(({ command }) => command === "sleep 5001");
    while (sleep() === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
    console.log(JSON.stringify({ cgroup: sleep().cgroup, sent: sandbox.signal(sleep(), "SIGSTOP") }));
    await session.end({ linger: false });
    await sleeping;
    await sandbox.login();
    await sandbox.crash();
    const environment = await sandbox.exec("systemctl", ["--user", "show-environment"], { reject: true });
    console.log(environment.stdout);
    await sandbox.collect(sandbox.home + "/collected", { home: [".config/environment.d"] });
    const { stdout: copy } = await sandbox.exec("cat", ["collected/home/.config/environment.d/own.conf"]);
    if (copy !== "MOSAIC_OWN=1") throw new Error("not collected: " + copy);
    await sandbox.close();
  }`;

const SOURCE = join(import.meta.dirname, "../src");
const children: ChildProcess[] = [];
/** Stands in the command line of every owner of this run. */
export const token = `owner-${process.pid}`;
export const NODE_STDIN = ["--input-type=module", "-"];

/** The owner's program as one text. */
export async function buildOwner(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: OWNER, resolveDir: SOURCE },
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
    conditions: ["@mosaicstack/source"],
    // execa has parts that still call require()
    banner: {
      js: 'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    },
  });
  return outputFiles[0]?.text ?? "";
}

export interface Owner {
  readonly child: ChildProcess;
  /** Waits until it has printed a word. */
  readonly said: (word: string) => Promise<void>;
}

export function startOwner(owner: string, mode: "stay" | "leave" | "many" = "stay"): Owner {
  const child = spawn(process.execPath, [...NODE_STDIN, token, mode], {
    cwd: SOURCE,
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  child.stdin.end(owner);
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    output += chunk;
  });
  const said = async (word: string): Promise<void> => {
    await expect.poll(() => output).toContain(word);
  };
  return { child, said };
}

/** For `afterAll`. */
export function killOwners(): void {
  for (const child of children) child.kill("SIGKILL");
}

/** Every process, cgroup and folder that carries a sandbox's name, or is a half-born child of its owner. */
export function leftovers(mark: string): string[] {
  const parent = parentCgroup("root") ?? "";
  const named = [parent, realpathSync(tmpdir())].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.startsWith(mark))
      .map((name) => join(folder, name)),
  );
  return [...named, ...processes(mark).map(({ pid, command }) => `${pid} ${command}`)];
}

function processes(mark: string): { pid: number; command: string }[] {
  const found = [];
  for (const pid of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      const groups = readFileSync(`/proc/${pid}/cgroup`, "utf8");
      if (command.includes(mark) || groups.includes(mark) || command.includes(token))
        found.push({ pid: Number(pid), command });
    } catch {
      // ended while we looked
    }
  }
  return found;
}

export const outerPid = (mark: string): number =>
  processes(mark).find(({ command }) => command.includes("outer.sh run"))?.pid ?? Number.NaN;

export const markOf = (what: ChildProcess | string): string =>
  typeof what === "string" ? basename(what) : `mosaic-sandbox-${what.pid}-`;

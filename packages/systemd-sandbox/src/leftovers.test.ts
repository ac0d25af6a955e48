import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync, readdirSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxPath } from "./binaries.js";
import { parentCgroup } from "./lane.js";
import { openSandbox } from "./open-sandbox.js";
import { scriptsFolder } from "./outer.js";
import { startSandbox } from "./running-sandbox.js";
import { HANG_MS, sandboxFixture, sandboxObstacle } from "./testing.js";

/** What an owner runs, from stdin and bundled, as an application would have it. */
const OWNER = `import { openSandbox } from "./index.ts";
  console.log("begin");
  globalThis.sandbox = await openSandbox({ deadlineMs: ${HANG_MS} });
  console.log("open");
  if (process.argv.includes("stay")) setInterval(() => {}, 60_000);
  if (process.argv.includes("work")) {
    const { stdout } = await sandbox.exec("systemd-run", ["--user", "--wait", "--pipe", "id", "-u"]);
    console.log(JSON.stringify({ lane: sandbox.lane, stdout, cgroup: sandbox.cgroup }));
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
    await sandbox.exec("systemctl", ["--user", "show-environment"], { reject: true });
    await sandbox.close();
  }`;

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);
const children: ChildProcess[] = [];
/** Stands in the command line of every owner of this run. */
const token = `owner-${process.pid}`;
let owner = "";

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: { contents: OWNER, resolveDir: import.meta.dirname },
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
  owner = outputFiles[0]?.text ?? "";
});
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

describe.skipIf(obstacle !== undefined)("nothing is left", () => {
  test("by an orderly end, also with processes that ignore every signal", async () => {
    const sandbox = await openSandbox({ deadlineMs: HANG_MS });
    await sandbox.exec("tmux", ["new-session", "-d", "trap '' HUP INT TERM; sleep 1000"]);
    await sandbox.exec("setsid", [
      "--fork",
      "sh",
      "-c",
      "trap '' HUP INT TERM; sleep 1000 & sleep 1001",
    ]);
    const name = markOf(sandbox.cgroup);
    expect(leftovers(name).length).toBeGreaterThan(5);
    await sandbox.close();
    await sandbox.close();
    expect(leftovers(name)).toEqual([]);
  });

  test("by an owner that is killed, at twenty moments of its start and after", async () => {
    const whole = startOwner();
    await whole.said("begin");
    const began = performance.now();
    await whole.said("open");
    const startMs = performance.now() - began;
    whole.child.kill("SIGKILL");
    for (let round = 0; round < 20; round++) {
      const { child, said } = startOwner();
      await said("begin");
      await sleep((startMs * round) / 18);
      child.kill("SIGKILL");
      await once(child, "exit");
      await expect.poll(() => leftovers(markOf(child))).toEqual([]);
    }
  });

  test("by an owner that ends without a word", async () => {
    const { child } = startOwner("leave");
    expect(await once(child, "exit")).toEqual([0, null]);
    await expect.poll(() => leftovers(markOf(child))).toEqual([]);
  });

  test("by a killed outer half, which ends the sandbox", async () => {
    const sandbox = await openSandbox({ deadlineMs: HANG_MS });
    process.kill(outerPid(markOf(sandbox.cgroup)), "SIGKILL");
    await expect.poll(() => leftovers(markOf(sandbox.cgroup))).toEqual([]);
    await expect(sandbox.exec("true")).rejects.toMatchObject({ code: "Closed" });
    await sandbox.close();
  });

  test("by an owner and an outer half that are both killed", async () => {
    const { child, said } = startOwner();
    await said("open");
    process.kill(outerPid(markOf(child)), "SIGKILL");
    child.kill("SIGKILL");
    await expect.poll(() => leftovers(markOf(child))).toEqual([]);
  });

  test("by a start that fails", async () => {
    const late = { name: "SandboxError", code: "Timeout" };
    await expect(openSandbox({ deadlineMs: 1 })).rejects.toMatchObject(late);
    const name = `mosaic-sandbox-${process.pid}-broken`;
    const root = join(realpathSync(tmpdir()), name);
    const broken = {
      SANDBOX_ROOT: root,
      SANDBOX_CGROUP: join(parentCgroup("root") ?? "", name),
      SANDBOX_LANE: "root" as const,
      SANDBOX_SCRIPTS: scriptsFolder(),
      SANDBOX_SYSTEMD: "/bin/no-such-systemd",
      SANDBOX_DBUS: "",
      SANDBOX_PATH: sandboxPath("/usr/bin"),
      SANDBOX_LOG: join(root, "manager.log"),
      SANDBOX_VIEW: "/sys/fs/cgroup",
      SANDBOX_V1: "",
      SANDBOX_V1_NAMES: "",
    };
    await expect(startSandbox(broken, [], "nsenter", HANG_MS)).rejects.toMatchObject({
      code: "StartFailed",
      message: expect.stringMatching(/ended during its start[^]*no-such-systemd/) as string,
    });
    expect(leftovers(`mosaic-sandbox-${process.pid}-`)).toEqual([]);
  });
});

// A sandbox shows cgroup2 alone, as a unified machine does, so one inside another also stands for such a machine
describe.skipIf(obstacle !== undefined)("a sandbox in a sandbox", () => {
  const fixture = sandboxFixture({ beforeAll, afterAll });
  const options = () => ({ cwd: import.meta.dirname, input: owner, deadlineMs: HANG_MS });
  const command = [process.execPath, ...NODE_STDIN, token, "work"];

  const ofSession = {
    cgroup: expect.stringMatching(/^session-1\.scope\/exec-/) as string,
    sent: true,
  };

  test("works as root", async () => {
    const [file = "", ...args] = command;
    const found = await fixture.sandbox.exec(file, args, options());
    expect(found).toMatchObject({ exitCode: 0, stderr: "" });
    const [, , first = "", second = ""] = found.stdout.split("\n");
    expect(JSON.parse(second)).toEqual(ofSession);
    expect(JSON.parse(first)).toMatchObject({
      lane: "root",
      stdout: "0",
      cgroup: expect.stringMatching(/^\/sys\/fs\/cgroup\/mosaic-sandbox-/) as string,
    });
  });

  test("works as an ordinary user who owns his cgroup", async () => {
    const own =
      'own=/sys/fs/cgroup$(sed -n "s/^0:://p" /proc/self/cgroup); chown -R 65534 "$own"; exec "$@"';
    const user = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
    const args = ["-c", own, "sh", ...user, ...command];
    const found = await fixture.sandbox.exec("sh", args, options());
    expect(found).toMatchObject({ exitCode: 0, stderr: "" });
    const [, , first = "", second = ""] = found.stdout.split("\n");
    expect(JSON.parse(second)).toEqual(ofSession);
    expect(JSON.parse(first)).toMatchObject({
      lane: "delegated",
      stdout: "0",
      cgroup: expect.stringMatching(/^\/sys\/fs\/cgroup\/payload\/exec-/) as string,
    });
  });

  test("works where no `dbus.socket` is shipped", async () => {
    const hide =
      'folder=/usr/lib/systemd/user/sockets.target.wants; mkdir -p "$folder"; mount -n -t tmpfs tmpfs "$folder"; exec "$@"';
    const args = ["-c", hide, "sh", ...command];
    const found = await fixture.sandbox.exec("sh", args, options());
    expect(found).toMatchObject({ exitCode: 0, stderr: "" });
  });

  test("leaves nothing", async () => {
    const { sandbox } = fixture;
    const own = basename(sandbox.cgroup);
    const { stdout } = await sandbox.exec("find", [
      "/tmp",
      "/sys/fs/cgroup",
      "-name",
      "mosaic-sandbox-*",
      "-prune",
    ]);
    expect(stdout.split("\n")).toEqual([`/tmp/${own}`]);
  });
});

const NODE_STDIN = ["--input-type=module", "-"];

function startOwner(mode: "stay" | "leave" = "stay") {
  const child = spawn(process.execPath, [...NODE_STDIN, token, mode], {
    cwd: import.meta.dirname,
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

/** Every process, cgroup and folder that carries a sandbox's name, or is a half-born child of its owner. */
function leftovers(mark: string): string[] {
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

const outerPid = (mark: string): number =>
  processes(mark).find(({ command }) => command.includes("outer.sh run"))?.pid ?? Number.NaN;

const markOf = (what: ChildProcess | string): string =>
  typeof what === "string" ? basename(what) : `mosaic-sandbox-${what.pid}-`;

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";

const HANG_MS = 120_000;
const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`without a sandbox: ${obstacle}`);

let folder: string;
beforeEach(() => {
  // Short, for a socket's path
  folder = realpathSync(mkdtempSync(join(tmpdir(), "mb-")));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const url = (path: string) => pathToFileURL(join(import.meta.dirname, "bench", path)).href;

/** `npm run bench` of one bench, as far as it can be stopped; its end is told on standard output. */
const RUN = `
import { runBench } from ${JSON.stringify(url("run-bench.mjs"))};
import { withStop } from ${JSON.stringify(url("stop.mjs"))};
const bench = { name: "linger", title: "", about: "", file: "tools/bench/fixtures/lingering.bench.mjs" };
await withStop(async (signal) => {
  const { broken, rows } = await runBench(bench, { quick: false, signal });
  console.log(JSON.stringify({ broken, rows: rows.length }));
});
console.log("whole");
`;

function start(linger: "wait" | "leave"): ChildProcess {
  const env = {
    ...process.env,
    TMPDIR: folder,
    LINGER: linger,
    LINGER_READY: join(folder, "ready"),
    LINGER_SANDBOX: obstacle === undefined ? "1" : "0",
  };
  const argv = ["--input-type=module", "-e", RUN];
  return spawn(process.execPath, argv, { env, stdio: ["ignore", "pipe", "inherit"] });
}

/** Whose environment names the folder of this test. */
function left(): string[] {
  const read = (pid: string, name: string) => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, "utf8");
    } catch {
      return "";
    }
  };
  return readdirSync("/proc")
    .filter((pid) => /^\d+$/.test(pid) && read(pid, "environ").includes(folder))
    .map((pid) => read(pid, "cmdline").replaceAll("\0", " "))
    .filter((command) => command !== "");
}

async function until(condition: () => boolean, what: string): Promise<void> {
  const end = Date.now() + HANG_MS;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what}: ${left().join("; ")}`);
    await sleep(50);
  }
}

const benchFolders = () => readdirSync(folder).filter((name) => name.startsWith("mosaic-"));

describe.skipIf(!existsSync("/proc/self/environ"))("a run that is stopped", () => {
  test.each(["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"] as const)(
    "by %s leaves no process, no folder and no cgroup",
    async (signal) => {
      const run = start("wait");
      let said = "";
      run.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
      const end = once(run, "exit");
      const ready = join(folder, "ready");
      await until(() => existsSync(ready), "all that it starts");
      const [, cgroup = ""] = readFileSync(ready, "utf8").trim().split(" ");
      // The bench, the daemon, the server and its pane
      expect(left().length).toBeGreaterThanOrEqual(4);
      expect(cgroup === "" || existsSync(cgroup)).toBe(true);
      run.kill(signal);
      expect(await end).toEqual([null, signal]);
      // Who is killed cannot wait for what is done in its place.
      if (signal !== "SIGKILL") expect(benchFolders()).toEqual([]);
      await until(() => left().length === 0 && benchFolders().length === 0, "the end of all");
      expect(cgroup !== "" && existsSync(cgroup)).toBe(false);
      expect(said).not.toContain("whole");
    },
  );

  test("a bench that leaves something behind is broken, and it goes all the same", async () => {
    const run = start("leave");
    let said = "";
    run.stdout?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    expect(await once(run, "close")).toEqual([0, null]);
    expect(said).toMatch(
      /"broken":"ended with SIGKILL; it left \d+ processes: .*","rows":1\}\nwhole\n$/,
    );
    expect(benchFolders()).toEqual([]);
    expect(left()).toEqual([]);
  });
});

interface Put {
  readonly putFiles: (files: Record<string, string>) => void;
}

test("files are written all or none", async () => {
  const { putFiles } = (await import(url("put-files.mjs"))) as Put;
  const one = join(folder, "one");
  const two = join(folder, "gone/two");
  writeFileSync(one, "old");
  expect(() => putFiles({ [one]: "new", [two]: "new" })).toThrow(/ENOENT/);
  expect(readFileSync(one, "utf8")).toBe("old");
  expect(readdirSync(folder)).toEqual(["one"]);
  mkdirSync(join(folder, "gone"));
  putFiles({ [one]: "new", [two]: "new" });
  expect([one, two].map((path) => readFileSync(path, "utf8"))).toEqual(["new", "new"]);
  expect(readdirSync(folder).toSorted()).toEqual(["gone", "one"]);
});

// How many programs are executed and how many processes are made during something.
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { readCalls } from "./strace-calls.mjs";

const CALLS = "execve,execveat,clone,clone3,fork,vfork";

/** Why programs can't be counted here, if so. */
export function countingObstacle() {
  try {
    execFileSync("strace", ["-qq", "-e", "trace=none", "true"], { stdio: "ignore" });
    return undefined;
  } catch (error) {
    return error.code === "ENOENT"
      ? "strace is not installed (`sh tools/bootstrap --bench`)"
      : "strace may not trace here (`ptrace` is not allowed)";
  }
}

/**
 * What `pids` and all that they start do while `work` runs: `programs` executed, `processes` made
 * (threads do not count). Traced, it takes several times as long, so never measure its time.
 */
export async function countPrograms(pids, work) {
  const folder = mkdtempSync(join(tmpdir(), "mosaic-count-bench-"));
  const log = join(folder, "calls");
  const attach = pids.flatMap((pid) => ["-p", String(pid)]);
  const argv = ["-f", "-q", "-e", `trace=${CALLS}`, "-e", "signal=none", "-o", log, ...attach];
  const strace = spawn("strace", argv, { stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise((resolve) => strace.once("close", resolve));
  try {
    await attached(pids, strace);
    await work();
    strace.kill("SIGINT");
    await ended;
    return readCalls(readFileSync(log, "utf8"));
  } finally {
    strace.kill("SIGINT");
    await ended;
    rmSync(folder, { recursive: true });
  }
}

/** strace holds a process once the kernel names it as tracer. */
async function attached(pids, strace) {
  for (const pid of pids) while (strace.exitCode === null && tracerOf(pid) === 0) await sleep(5);
  if (strace.exitCode !== null) throw new Error("strace ended before it could count");
}

function tracerOf(pid) {
  try {
    return Number(/^TracerPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return -1; // gone, which is as good
  }
}

/** The number of the process made last inside a sandbox: what it grows by is how many were made, threads included, and nothing is slowed. */
export async function lastProcess(sandbox) {
  const { stdout } = await sandbox.exec("cat", ["/proc/sys/kernel/ns_last_pid"], { reject: true });
  return Number(stdout);
}

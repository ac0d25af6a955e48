// Processor time, which other load on the machine changes little. All in milliseconds.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** Of one process so far; with `children` also of those that it has waited for (proc_pid_stat(5): in ticks of 10 ms). */
export function timeOf(pid, { children = false } = {}) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /s, "")
    .split(" ");
  return 10 * fields.slice(11, children ? 15 : 13).reduce((sum, field) => sum + Number(field), 0);
}

/** Of this process, finer than ticks, and of all that it has waited for. */
export function ownTime() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000 + childrenTime();
}

/** Of all that this process has waited for. */
const childrenTime = () => timeOf("self", { children: true }) - timeOf("self");

/** Of everything that is or was in a cgroup. */
export function cgroupTime(folder) {
  const stat = readFileSync(join(folder, "cpu.stat"), "utf8");
  return Number(/^usage_usec (\d+)/m.exec(stat)?.[1]) / 1000;
}

/**
 * Runs a command to its end: `wall` and `processor` time, of its own and of the children that it waited for. Several runs added up say more than
 * one, which is told in ticks. Throws unless it ends with one of `codes`.
 */
export function timeCommand([file, ...argv], { codes = [0], env } = {}) {
  const before = childrenTime();
  const began = performance.now();
  const { status, error, stderr } = spawnSync(file, argv, {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    env,
  });
  const wall = performance.now() - began;
  if (error !== undefined) throw error;
  if (!codes.includes(status))
    throw new Error(
      `\`${[file, ...argv].join(" ").slice(0, 200)}\` ended with ${status}: ${stderr}`,
    );
  return { wall, processor: childrenTime() - before };
}

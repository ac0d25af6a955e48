// Processor time, which other load on the machine changes little. All in milliseconds.
import { spawn } from "node:child_process";
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

/** Runs a command to its end: `wall` and `processor` time, of its own and of the children that it waited for. Throws unless it ends with one of `codes`. */
export async function timeCommand([file, ...argv], { codes = [0], ...options } = {}) {
  const before = childrenTime();
  const began = performance.now();
  const child = spawn(file, argv, { stdio: ["ignore", "pipe", "pipe"], ...options });
  let said = "";
  child.stdout?.resume();
  child.stderr?.on("data", (chunk) => (said += chunk.toString()));
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const wall = performance.now() - began;
  if (!codes.includes(code))
    throw new Error(`\`${[file, ...argv].join(" ").slice(0, 200)}\` ended with ${code}: ${said}`);
  return { wall, processor: childrenTime() - before };
}

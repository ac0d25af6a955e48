import { readFileSync } from "node:fs";

/** Why this machine has no room for so many agents at once, if so: what each takes, and half of it more. */
export function noRoomFor(agents) {
  const found = [
    // The pane's, and one that is on its way out
    ["pseudo terminals (kernel.pty.max)", 2 * agents, sysctl("kernel/pty/max")],
    ["processes (kernel.pid_max)", 12 * agents, sysctl("kernel/pid_max")],
    ["processes (ulimit -u)", 12 * agents, limit("Max processes")],
    // A pane's, and that of its transcript; all of them in one server
    ["open files (ulimit -Hn)", 3 * agents, limit("Max open files")],
    ["MB of free memory", 2 * agents, Math.floor(freeMemory() / 1024)],
  ].find(([, needed, there]) => there < needed);
  if (found === undefined) return undefined;
  const [what, needed, there] = found;
  return `it takes ${needed} ${what}, and there are ${there}`;
}

const sysctl = (name) => Number(readFileSync(`/proc/sys/${name}`, "utf8"));

/** Of this process, soft: Node raises that of open files to the hard one, and whom it starts has it too. */
function limit(name) {
  const line = new RegExp(`^${name} +(\\S+)`, "m").exec(readFileSync("/proc/self/limits", "utf8"));
  return line === null || line[1] === "unlimited" ? Infinity : Number(line[1]);
}

const freeMemory = () =>
  Number(/^MemAvailable: +(\d+) kB/m.exec(readFileSync("/proc/meminfo", "utf8"))?.[1]);

// What the figures were measured on.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { basename } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

export function describeMachine() {
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    kernel: release().split("-")[0],
    distribution: distribution(),
    systemd: firstNumber(["systemctl", "--version"]),
    tmux: firstNumber(["tmux", "-V"]),
    node: process.version.slice(1),
    sh: basename(said(["readlink", "-f", "/bin/sh"]) ?? "unknown"),
  };
}

/** The load average of the last minute, as it is now. */
export const load = () => Number(loadavg()[0].toFixed(2));

/** Percent of all cores that are used within a second, while nothing of ours runs. What other guests take of the machine (steal) counts. */
export async function shareInUse() {
  const before = ticks();
  await sleep(1000);
  const after = ticks();
  const share = (after.used - before.used) / (after.all - before.all);
  return Math.round(100 * share);
}

/** proc_stat(5): user, nice, system, idle, iowait, irq, softirq, steal. */
function ticks() {
  if (!existsSync("/proc/stat")) return coresOf(cpus().map(({ times }) => times));
  const [, line] = /^cpu +(.*)$/m.exec(readFileSync("/proc/stat", "utf8"));
  const fields = line.split(" ").slice(0, 8).map(Number);
  const all = sum(fields);
  return { all, used: all - fields[3] - fields[4] };
}

function coresOf(times) {
  const all = sum(times.map((each) => sum(Object.values(each))));
  return { all, used: all - sum(times.map(({ idle }) => idle)) };
}

const sum = (list) => list.reduce((all, each) => all + each, 0);

function distribution() {
  try {
    const text = readFileSync("/etc/os-release", "utf8");
    return /^PRETTY_NAME="?(.*?)"?$/m.exec(text)?.[1] ?? "unknown";
  } catch {
    return process.platform;
  }
}

const firstNumber = (argv) => /\d\S*/.exec(said(argv) ?? "")?.[0] ?? "none";

function said([file, ...argv]) {
  try {
    return execFileSync(file, argv, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return undefined;
  }
}

// What the figures were measured on.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { cpus, loadavg, release, totalmem } from "node:os";
import { basename } from "node:path";

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

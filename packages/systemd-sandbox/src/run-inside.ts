import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { constants } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { isatty as isTerminal } from "node:tty";
import type { Sandbox } from "./sandbox.js";

const SIGNALS = "INT,QUIT,TERM,HUP";
/** `nsenter` stands between us and the command, and passes no signal on: it must outlive those that are meant for the command. */
const DEAF = `trap "" ${SIGNALS.replaceAll(",", " ")}; exec "$@"`;
/** `nsenter` would end by the signal that ended the command, to which it is deaf: the shell turns it into an exit code. */
const WITH_EXIT_CODE = '"$@"; exit $?';

/** Runs a command inside, with the caller's own terminal, and returns its exit code. Signals to this process are the command's. */
export async function runInside(
  sandbox: Sandbox,
  command: readonly string[],
  cwd: string,
): Promise<number> {
  const inner = ["/usr/bin/env", `--chdir=${cwd}`, "/bin/sh", "-c", WITH_EXIT_CODE, "sh"];
  const heard = ["/usr/bin/env", `--default-signal=${SIGNALS}`, ...command];
  const args = ["-c", DEAF, "sh", ...sandbox.enter, ...inner, ...heard];
  const pass = (signal: NodeJS.Signals): void => {
    // A terminal tells the whole group by itself
    if (signal !== "SIGINT" || ![0, 1, 2].some((descriptor) => isTerminal(descriptor)))
      void passOn(
        child.pid ?? 0,
        signal,
        () => child.exitCode === null && child.signalCode === null,
      );
  };
  const signals: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
  // Before the command begins, which may be heard of, and signalled, ere `spawn` returns
  for (const signal of signals) process.on(signal, pass);
  const child = spawn("/bin/sh", args, { stdio: "inherit" });
  const ended = once(child, "exit") as Promise<[number | null, NodeJS.Signals | null]>;
  const [code, signal] = await ended;
  for (const each of signals) process.off(each, pass);
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/** To the command, which is the child of the shell that is the child of `nsenter`; it may not be there yet. */
async function passOn(pid: number, signal: NodeJS.Signals, lives: () => boolean): Promise<void> {
  while (lives()) {
    const commands = childrenOf(pid).flatMap((shell) => childrenOf(shell));
    for (const command of commands) tell(command, signal);
    if (commands.length > 0) return;
    await sleep(10);
  }
}

/** `proc_pid_task(5)`; none where the process has ended. */
function childrenOf(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, "utf8");
    return text.split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended meanwhile
  }
}

import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { AgentChannel } from "../channel/agent-channel.js";
import { LaunchError } from "../error.js";
import { findProgram } from "../launch/find-program.js";

/**
 * Holds the agent's lock, which the kernel takes back when its holder dies, in whatever way. Undefined when another one
 * held it all the time. Node has no flock(2), so flock(1) holds it until its input ends; macOS calls it lockf(1).
 * Throws LaunchError `Failed` where neither is there.
 */
export async function takeLock(
  { folder }: AgentChannel,
  milliseconds: number,
  path: string = process.env["PATH"] ?? "/usr/bin:/bin",
): Promise<(() => void) | undefined> {
  const program = findProgram("flock", path) ?? findProgram("lockf", path);
  if (program === undefined) {
    throw new LaunchError(
      "Failed",
      "`flock` is not on PATH, so that two senders could type into one another: install it (util-linux)",
    );
  }
  const flags = program.endsWith("lockf") ? ["-k"] : [];
  const hold = ["/bin/sh", "-c", "echo; read -r _"];
  const holder = spawn(program, [...flags, join(folder, "lock"), ...hold], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { PATH: path },
    // A group of its own: Ctrl-C in the sender's terminal ends the sender, and with it the input.
    detached: true,
  });
  holder.on("error", () => undefined);
  const release = (): void => {
    holder.stdin.destroy();
    holder.stdout.destroy();
    holder.unref();
  };
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), milliseconds);
  try {
    const first = await Promise.race([
      once(holder.stdout, "data", { signal: deadline.signal }).then(() => "held" as const),
      once(holder, "close", { signal: deadline.signal }).then(() => "ended" as const),
    ]);
    if (first === "held") return release;
    throw new LaunchError("Failed", `\`${program}\` cannot lock ${join(folder, "lock")}`);
  } catch (error) {
    // While it waits for the lock it does not read, so the end of its input would not end it.
    holder.kill("SIGKILL");
    release();
    if (deadline.signal.aborted) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

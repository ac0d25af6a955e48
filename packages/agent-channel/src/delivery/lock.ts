import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, lstatSync } from "node:fs";
import { join } from "node:path";
import { inChannel, type AgentChannel } from "../channel/agent-channel.js";
import { ChannelError } from "../error.js";
import { findProgram } from "../find-program.js";
import { NotOurs } from "@mosaicstack/outside-files";
import { openFile, type OpenFile } from "@mosaicstack/outside-files";
import { replaceFile } from "@mosaicstack/outside-files";

/**
 * Holds the agent's lock, which the kernel takes back when its holder dies, in whatever way. Undefined when another one
 * held it all the time. What is no file of ours at its place is replaced by one. Node has no flock(2), so flock(1) holds it
 * until its input ends; macOS calls it lockf(1). Throws ChannelError `Failed` where neither is there, NotOurs for a folder in
 * its place, and what the file system says.
 */
export async function takeLock(
  channel: AgentChannel,
  milliseconds: number,
  path: string = process.env["PATH"] ?? "/usr/bin:/bin",
): Promise<(() => void) | undefined> {
  const program = findProgram("flock", path) ?? findProgram("lockf", path);
  if (program === undefined) {
    throw new ChannelError(
      "Failed",
      "`flock` is not on PATH, so that two senders could type into one another: install it (util-linux)",
    );
  }
  const end = Date.now() + milliseconds;
  for (;;) {
    const { descriptor, stats } = openLock(channel);
    let release: (() => void) | undefined;
    try {
      release = await hold({ program, path, descriptor, milliseconds: end - Date.now() }, channel);
    } finally {
      closeSync(descriptor);
    }
    if (release === undefined || stands(channel, stats)) return release;
    // Another one stands there by now, and others hold that
    release();
  }
}

/** flock(1) opens what it is given, so it is given what we have opened: a FIFO would keep it for ever. */
async function hold(
  {
    program,
    path,
    descriptor,
    milliseconds,
  }: {
    readonly program: string;
    readonly path: string;
    readonly descriptor: number;
    readonly milliseconds: number;
  },
  { folder }: AgentChannel,
): Promise<(() => void) | undefined> {
  const file = process.platform === "linux" ? "/proc/self/fd/3" : join(folder, "lock");
  const flags = program.endsWith("lockf") ? ["-k"] : [];
  const holder = spawn(program, [...flags, file, "/bin/sh", "-c", "echo; read -r _"], {
    stdio: ["pipe", "pipe", "ignore", descriptor],
    env: { PATH: path },
    // A group of its own: Ctrl-C in the sender's terminal ends the sender, and with it the input.
    detached: true,
  });
  holder.on("error", () => undefined);
  const { stdin, stdout } = holder;
  if (stdin === null || stdout === null) throw new Error("no pipes");
  const release = (): void => {
    stdin.destroy();
    stdout.destroy();
    holder.unref();
  };
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), milliseconds);
  try {
    const first = await Promise.race([
      once(stdout, "data", { signal: deadline.signal }).then(() => "held" as const),
      once(holder, "close", { signal: deadline.signal }).then(() => "ended" as const),
    ]);
    if (first === "held") return release;
    throw new ChannelError("Failed", `\`${program}\` cannot lock ${join(folder, "lock")}`);
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

function openLock({ folder }: AgentChannel): OpenFile {
  const { O_CREAT, O_RDWR } = constants;
  const opened = inChannel(
    folder,
    [],
    ({ at, path }) => {
      const open = (): OpenFile | undefined =>
        openFile(at("lock"), join(path, "lock"), O_RDWR | O_CREAT);
      try {
        return open();
      } catch (error) {
        if (!(error instanceof NotOurs)) throw error;
        replaceFile(at("lock"), "", join(path, "lock"));
        return open();
      }
    },
    { make: true },
  );
  if (opened === undefined) throw new ChannelError("Failed", `${join(folder, "lock")} is gone`);
  return opened;
}

/** Whether this very file is still the agent's lock. */
function stands({ folder }: AgentChannel, { dev, ino }: OpenFile["stats"]): boolean {
  const now = inChannel(folder, [], ({ at }) => lstatSync(at("lock"), { throwIfNoEntry: false }));
  return now?.dev === dev && now.ino === ino;
}

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, constants, lstatSync } from "node:fs";
import { join } from "node:path";
import { inChannel, type AgentChannel } from "../channel/agent-channel.js";
import { ChannelError } from "../error.js";
import { findProgram } from "../find-program.js";
import { NotOurs, openFile, replaceFile, type OpenFile } from "@mosaicstack/outside-files";

/** Lets go of a lock. */
export interface Lock {
  (): void;
  /** The file that is locked; a child that gets it holds the lock as well. */
  readonly descriptor: number;
}

/**
 * Holds the agent's lock, which the kernel takes back when its holder dies, in whatever way. Undefined when another one
 * held it all the time. What is no file of ours at its place is replaced by one. Node has no flock(2), so flock(1) takes it on
 * the file that we have open, and ends; macOS calls it lockf(1), which has to stay. Throws ChannelError `Failed` where neither is
 * there, NotOurs for a folder in its place, and what the file system says.
 */
export async function takeLock(
  channel: AgentChannel,
  milliseconds: number,
  path: string = process.env["PATH"] ?? "/usr/bin:/bin",
): Promise<Lock | undefined> {
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
      const use = program.endsWith("lockf") ? holdByChild : lockOurs;
      release = await use({ program, path, descriptor, milliseconds: end - Date.now() }, channel);
    } finally {
      if (release === undefined) closeSync(descriptor);
    }
    if (release === undefined) return undefined;
    const letGo = release;
    const lock = Object.assign(
      () => {
        letGo();
        closeSync(descriptor);
      },
      { descriptor },
    );
    if (stands(channel, stats)) return lock;
    // Another one stands there by now, and others hold that
    lock();
  }
}

interface Wish {
  readonly program: string;
  readonly path: string;
  readonly descriptor: number;
  readonly milliseconds: number;
}

/** A lock of flock(2) belongs to the open file, which is ours: it stays when flock(1) ends, and goes when we do. */
async function lockOurs(wish: Wish, channel: AgentChannel): Promise<(() => void) | undefined> {
  const { program, path, descriptor } = wish;
  const child = spawn(program, ["3"], {
    stdio: ["ignore", "ignore", "ignore", descriptor],
    env: { PATH: path },
    // A group of its own: Ctrl-C in the sender's terminal is for the sender.
    detached: true,
  });
  const ended = once(child, "exit").then(([code]) => code as number | null);
  const code = await inTime(child, ended, wish.milliseconds);
  if (code === 0) return () => undefined;
  if (code === "late") return undefined;
  throw cannot(program, channel);
}

/** lockf(1) opens what it is given, and holds it until its input ends. */
async function holdByChild(wish: Wish, channel: AgentChannel): Promise<(() => void) | undefined> {
  const { program, path } = wish;
  const file = join(channel.folder, "lock");
  const holder = spawn(program, ["-k", file, "/bin/sh", "-c", "echo; read -r _"], {
    stdio: ["pipe", "pipe", "ignore"],
    env: { PATH: path },
    detached: true,
  });
  const { stdin, stdout } = holder;
  const release = (): void => {
    stdin.destroy();
    stdout.destroy();
    holder.unref();
  };
  const held = Promise.race([
    once(stdout, "data").then(() => "held" as const),
    once(holder, "close").then(() => "ended" as const),
  ]);
  const how = await inTime(holder, held, wish.milliseconds);
  if (how === "held") return release;
  release();
  if (how === "late") return undefined;
  throw cannot(program, channel);
}

/** What comes of the child; `late` where nothing did, and then it is ended: one that waits for a lock does not read. */
async function inTime<T>(
  child: ChildProcess,
  end: Promise<T>,
  milliseconds: number,
): Promise<T | "late"> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => {
      child.kill("SIGKILL");
      resolve("late");
    }, milliseconds);
  });
  // Whichever comes second is nobody's business any more.
  end.catch(() => undefined);
  return await Promise.race([end, late]).finally(() => clearTimeout(timer));
}

function cannot(program: string, { folder }: AgentChannel): ChannelError {
  return new ChannelError("Failed", `\`${program}\` cannot lock ${join(folder, "lock")}`);
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

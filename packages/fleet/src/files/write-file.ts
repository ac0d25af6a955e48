import { randomUUID } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { lstat, mkdir, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { kind, NotOurs, readFile } from "@mosaicstack/outside-files";
import { FleetError } from "../error.js";
import { lookAtFile } from "./found-file.js";
import { isSameFile, linkedFile, notTheSame } from "./linked-file.js";

export interface WantedFile {
  readonly path: string;
  readonly text: string;
  /** Permission bits. What others may read, they may find: folders that are missing for it get 0755, else 0700. */
  readonly mode: number;
}

export type FileAction = "created" | "updated" | "unchanged";

/** As much as is read of a file of the person's: a roster, or an env file, of more is a mistake. */
const mostBytes = 4 * 1024 * 1024;

/**
 * Makes the file be exactly this, whole or not at all: temp file beside it, fsync, rename. A file that is right already
 * is not touched. A link stays, and what it leads to is written, if `judge` lets it. Throws FleetError `Failed` with the path
 * and what to do.
 */
export async function writeWhole(file: WantedFile, judge: Judge = isVersion): Promise<FileAction> {
  const before = await current(file.path);
  if (before?.text === file.text && (before.isLink || before.mode === file.mode))
    return "unchanged";
  const path = before?.isLink === true ? behindLink(file, before, judge) : file.path;
  sweep(path);
  const temporary = `${path}.${process.pid}.${randomUUID()}.tmp`;
  try {
    const folderMode = (file.mode & 0o077) === 0 ? 0o700 : 0o755;
    await mkdir(dirname(path), { recursive: true, mode: folderMode });
    const handle = await open(temporary, "wx", file.mode);
    try {
      // Where a link leads, the mode is the person's, but what is run has to be run.
      const mode = before?.isLink === true ? before.mode | (file.mode & 0o700) : file.mode;
      await handle.chmod(mode);
      await handle.writeFile(file.text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    const isFolder = before?.isFolder === true;
    const why = isFolder ? "it is a folder" : (cause as Error).message;
    throw new FleetError("Failed", `${file.path} cannot be written: ${why}`, {
      remedy: isFolder
        ? `Move it away, or remove it: \`ls -ld ${file.path}\`.`
        : "Free space, or fix permissions of its folder; nothing was changed there.",
      cause,
    });
  }
  return before === undefined ? "created" : "updated";
}

/** Whether what a link leads to, with its text now, may become this. */
export type Judge = (file: WantedFile, target: string, before: string) => boolean;

const isVersion: Judge = ({ path, text }, target, before) => isSameFile(path, target, before, text);

/** Throws what `writeWhole` would for a link in the place of this file that cannot be written through. */
export async function assertWritable(file: WantedFile): Promise<void> {
  const before = await current(file.path);
  if (before?.isLink === true && before.text !== file.text) behindLink(file, before, isVersion);
}

function behindLink(file: WantedFile, before: Current, judge: Judge): string {
  const target = linkedFile(file.path);
  if (!judge(file, target.path, before.text)) throw notTheSame(file.path, target.path);
  return target.path;
}

/** Takes away what writes of this file left behind that were killed. */
function sweep(path: string): void {
  const name = basename(path);
  const left = new RegExp(String.raw`^\.(\d+)\.[0-9a-f-]{36}\.tmp$`);
  for (const each of listed(dirname(path))) {
    const pid = each.startsWith(name) ? left.exec(each.slice(name.length))?.[1] : undefined;
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(dirname(path), each), { force: true });
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 1 && process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** A file as it was read, by one look. */
export interface ReadFile {
  readonly bytes: Buffer;
  /** Permission bits. */
  readonly mode: number;
  readonly uid: number;
}

/** The text of a plain file; undefined if nothing is there. Throws FleetError for what cannot be read as one. */
export async function readText(path: string): Promise<string | undefined> {
  return (await readPlain(path))?.bytes.toString("utf8");
}

/**
 * As `readText`. Links are followed, for it is the person's own file. Neither a FIFO, a device nor a file of more than 4 MiB
 * is read: that could take for ever. At once, not by Node's threads: a hundred small files are read in a fraction of the time.
 */
export async function readPlain(path: string): Promise<ReadFile | undefined> {
  const refused = (what: string, remedy: string, cause?: unknown): FleetError =>
    new FleetError("Usage", `${path} ${what}`, { remedy, cause });
  // Most of the files that are asked for are not there.
  if (!mayBeThere(path)) return undefined;
  try {
    const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
    const descriptor = openSync(path, flags);
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile())
        throw refused(
          `is not a plain file but ${kind(stats)}`,
          "Replace it by a file, or name another one.",
        );
      const bytes = stats.size > mostBytes ? undefined : upTo(mostBytes, descriptor, stats.size);
      if (bytes === undefined)
        throw refused(
          "is larger than 4 MiB",
          "Name another file, or remove what does not belong in it.",
        );
      return { bytes, mode: stats.mode & 0o7777, uid: stats.uid };
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    if (cause instanceof FleetError) throw cause;
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    // Those cannot be opened
    if (code === "ENXIO")
      throw refused(
        "is not a plain file but a socket or a device",
        "Replace it by a file, or name another one.",
      );
    throw refused(
      `cannot be read: ${message}`,
      "Mend its permissions, or name another file.",
      cause,
    );
  }
}

function mayBeThere(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Why it cannot be reached, its opening says.
    return true;
  }
}

/** All that it holds; undefined where that is more than `most`. Its size is what it says, and it may grow meanwhile. */
function upTo(most: number, descriptor: number, size: number): Buffer | undefined {
  const parts: Buffer[] = [];
  let length = 0;
  while (length <= most) {
    const buffer = Buffer.allocUnsafe(Math.max(size - length, 4096) + 1);
    const bytesRead = readSync(descriptor, buffer, 0, buffer.length, null);
    if (bytesRead === 0) return Buffer.concat(parts, length);
    parts.push(buffer.subarray(0, bytesRead));
    length += bytesRead;
  }
  return undefined;
}

interface Current {
  readonly text: string;
  readonly mode: number;
  readonly isLink: boolean;
  readonly isFolder?: boolean;
}

async function current(path: string): Promise<Current | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) {
    const found = lookAtFile(path);
    return { text: found?.text ?? "", mode: found?.mode ?? 0o600, isLink: true };
  }
  const isLink = false;
  try {
    // Anything else that stands there is replaced by the file.
    const text = readFile(path, mostBytes)?.text ?? "";
    return { text, mode: stats.mode & 0o7777, isLink };
  } catch (error) {
    if (!(error instanceof NotOurs)) throw error;
    return { text: "", mode: -1, isLink, isFolder: stats.isDirectory() };
  }
}

import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { access, lstat, mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { FleetError } from "./error.js";

export interface WantedFile {
  readonly path: string;
  readonly text: string;
  /** Permission bits. */
  readonly mode: number;
}

export type FileAction = "created" | "updated" | "unchanged";

/**
 * Makes the file be exactly this, whole or not at all: temp file beside it, fsync, rename. A file that is right already
 * is not touched. Throws FleetError `Failed` with the path and what to do.
 */
export async function writeWhole(file: WantedFile): Promise<FileAction> {
  const before = await current(file.path);
  if (before?.text === file.text && before.mode === file.mode) return "unchanged";
  const temporary = `${file.path}.${randomUUID()}.tmp`;
  try {
    await mkdir(dirname(file.path), { recursive: true });
    const handle = await open(temporary, "wx", file.mode);
    try {
      await handle.chmod(file.mode);
      await handle.writeFile(file.text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file.path);
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw new FleetError("Failed", `${file.path} cannot be written: ${(cause as Error).message}`, {
      remedy: "Free space, or mend permissions of its folder; nothing was changed there.",
      cause,
    });
  }
  return before === undefined ? "created" : "updated";
}

/** The text of a plain file; undefined if nothing is there. Throws FleetError for what cannot be read as one. */
export async function readText(path: string): Promise<string | undefined> {
  return (await readBytes(path))?.toString("utf8");
}

/** As `readText`. A FIFO or device is refused before it is opened: reading one could wait for ever. */
export async function readBytes(path: string): Promise<Buffer | undefined> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) {
      throw new FleetError("Usage", `${path} is not a plain file`, {
        remedy: "Replace it by a file, or name another one.",
      });
    }
    await access(path, constants.R_OK);
    return await readFile(path);
  } catch (cause) {
    if (cause instanceof FleetError) throw cause;
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new FleetError("Usage", `${path} cannot be read: ${(cause as Error).message}`, {
      remedy: "Mend its permissions, or name another file.",
      cause,
    });
  }
}

async function current(path: string): Promise<{ text: string; mode: number } | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  if (stats === undefined) return undefined;
  // A link or anything else that stands there is replaced by the file.
  if (!stats.isFile()) return { text: "", mode: -1 };
  return { text: await readFile(path, "utf8").catch(() => ""), mode: stats.mode & 0o777 };
}

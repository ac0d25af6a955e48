import { constants } from "node:fs";
import { lstat, mkdir, open, readdir, readlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Of a file the end is kept, which is where a log says why. */
const FILE_BYTES = 256 * 1024;
const TOTAL_BYTES = 16 * 1024 * 1024;
const TOTAL_ENTRIES = 2_000;
/** `agent.env`, `.env`, `agent.env.bak`: they hold secrets. */
const SECRET = /\.env\b/i;

/**
 * Copies some paths below a folder. Links are noted with their targets, never followed; what is no file, holds secrets or is too much is named
 * with the reason. Returns these notes. Never throws for what it reads: files may vanish meanwhile.
 */
export async function copyTrees(
  source: string,
  paths: readonly string[],
  target: string,
): Promise<string[]> {
  const notes: string[] = [];
  let bytes = 0;
  let entries = 0;
  const copy = async (path: string): Promise<void> => {
    if (++entries > TOTAL_ENTRIES || bytes > TOTAL_BYTES) return;
    const from = join(source, path);
    const found = await lstat(from);
    if (found.isSymbolicLink()) notes.push(`${path} -> ${await readlink(from)}`);
    else if (SECRET.test(path)) notes.push(`${path}: left out, it holds secrets`);
    else if (found.isDirectory())
      for (const name of (await readdir(from)).toSorted()) await attempt(join(path, name));
    else if (found.isFile()) bytes += await copyEnd(from, join(target, path));
    else notes.push(`${path}: left out, it is no file`);
  };
  const attempt = async (path: string): Promise<void> =>
    copy(path).catch((error: unknown) => void notes.push(`${path}: ${String(error)}`));

  for (const path of paths) {
    const link = await firstLink(source, path);
    if (link === undefined) await attempt(path);
    else notes.push(`${link}: a link, and so not looked into`);
  }
  if (entries > TOTAL_ENTRIES) notes.push(`after ${TOTAL_ENTRIES} entries the rest is left out`);
  if (bytes > TOTAL_BYTES) notes.push(`after ${bytes} bytes the rest is left out`);
  return notes;
}

/** Copies the last part of a file and returns how many bytes that were. */
export async function copyEnd(from: string, to: string): Promise<number> {
  // Looked at again once it is open: what stands there may be another thing by now, and a pipe would never end
  const file = await open(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new Error("it is no file any more");
    const { bytesRead, buffer } = await file.read({
      buffer: Buffer.alloc(Math.min(found.size, FILE_BYTES)),
      position: Math.max(0, found.size - FILE_BYTES),
    });
    const cut = found.size - bytesRead;
    const head = cut > 0 ? `[${cut} bytes before this are left out]\n` : "";
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await writeFile(to, Buffer.concat([Buffer.from(head), buffer.subarray(0, bytesRead)]), {
      mode: 0o600,
    });
    return bytesRead;
  } finally {
    await file.close();
  }
}

/** The first folder on the way that is a link. */
async function firstLink(source: string, path: string): Promise<string | undefined> {
  let way = "";
  for (const name of dirname(path).split("/")) {
    way = join(way, name);
    const found = await lstat(join(source, way)).catch(() => undefined);
    if (found?.isSymbolicLink() === true) return way;
  }
  return undefined;
}

import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  closeSync,
  copyFileSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { once } from "node:events";
import { createServer } from "node:net";
import { basename, dirname, join } from "node:path";
import type { Belongings } from "./belongings.js";

/** A thing that an agent, or a broken disk, may put in the place of a file or a folder of ours. */
export interface Plant {
  /** Short, fit for the name of an agent. */
  readonly name: string;
  /** It is no plain file that is ours to use, so that nothing may be read from it or written into it. */
  readonly isForeign: boolean;
  /** Puts it there, where nothing is. `before`: what the file held that was there. */
  put(path: string, belongings: Belongings, before: Buffer): void | Promise<void>;
}

/** Every kind. Where we are not root, nobody can give a file away. */
export const plants: readonly Plant[] = [
  foreign("fifo", (path) => void execFileSync("mkfifo", [path])),
  foreign("socket", listen),
  foreign("folder", (path) => {
    mkdirSync(path);
    writeFileSync(join(path, "inside"), "state=idle\nsource=hook\n");
    const old = new Date("2020-01-01T00:00:00Z");
    for (const each of [join(path, "inside"), path]) utimesSync(each, old, old);
  }),
  foreign("link", (path, { file }) => symlinkSync(file, path)),
  foreign("folder-link", (path, { folder }) => symlinkSync(folder, path)),
  foreign("dangling", (path, { absent }) => symlinkSync(absent, path)),
  foreign("device", (path) => symlinkSync("/dev/zero", path)),
  foreign("sparse", (path) => {
    writeFileSync(path, "");
    truncateSync(path, 3 * 1024 ** 3);
  }),
  foreign("newlines", (path, { newlines }) => linkOrCopy(newlines, path)),
  ...(process.getuid?.() === 0
    ? [
        foreign("stranger", (path) => {
          writeFileSync(path, "state=idle\nsource=hook\n");
          chownSync(path, 65_534, 65_534);
        }),
      ]
    : []),
  {
    name: "no-rights",
    // Root reads it all the same.
    isForeign: process.getuid?.() !== 0,
    put: (path) => {
      writeFileSync(path, "state=idle\nsource=hook\n");
      chmodSync(path, 0);
    },
  },
  {
    name: "hard-link",
    // It may be read: it is a plain file of this user's. What is written to it is written to a file of the person's.
    isForeign: false,
    put: (path, { file }) => linkOrCopy(file, path),
  },
  plain("torn", (before) => before.subarray(0, Math.max(1, Math.floor(before.length / 2)))),
  plain("nul", () => Buffer.from("state=\0idle\0\nsource=hook\n\0\0\0until=\0\n")),
  plain("no-text", () =>
    Buffer.from("state=idle\nmessage=\xff\xfe\x1b]52;c;QQ==\x07\x9b31m\xe2\x80\xae\n", "latin1"),
  ),
];

/** Puts a kind in the place of whatever stands there; the folder above is made where there is none. */
export async function plant(kind: Plant, path: string, belongings: Belongings): Promise<void> {
  makeFolder(dirname(path));
  const stats = lstatSync(path, { throwIfNoEntry: false });
  const isSmall = stats?.isFile() === true && stats.size < 1024 * 1024;
  const before = isSmall ? readFileSync(path) : Buffer.from("state=idle\nsource=hook\n");
  rmSync(path, { recursive: true, force: true });
  await kind.put(path, belongings, before);
}

/** A real one, and so are the two above it: never through what was planted in the place of one. */
function makeFolder(path: string, above = 2): void {
  if (above > 0) makeFolder(dirname(path), above - 1);
  if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  rmSync(path, { force: true });
  mkdirSync(path, { recursive: true, mode: 0o700 });
}

function foreign(name: string, put: Plant["put"]): Plant {
  return { name, isForeign: true, put };
}

function plain(name: string, content: (before: Buffer) => Buffer): Plant {
  const put: Plant["put"] = (path, _, before) => writeFileSync(path, content(before));
  return { name, isForeign: false, put };
}

/** One that answers nobody, for as long as this process lives. By the folder's descriptor, for such a path has to be short. */
async function listen(path: string): Promise<void> {
  const folder = openSync(dirname(path), "r");
  const server = createServer().listen(`/proc/self/fd/${folder}/${basename(path)}`);
  await once(server, "listening");
  server.unref();
  closeSync(folder);
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // on another file system
    copyFileSync(from, to);
  }
}

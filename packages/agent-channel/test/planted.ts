import { execFileSync } from "node:child_process";
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** Files of the person's that an agent's links point to, and every kind of thing that it may put in the place of ours. */
export interface Planted {
  readonly kinds: readonly string[];
  /** Puts it there in the place of whatever stands there. */
  put(kind: string, path: string): void;
  /** What the person's files are: content, time, names. It never changes. */
  outside(): unknown;
}

const DAY = new Date("2026-01-02T03:04:05Z");
const TEXT = "state=idle\nsource=hook\n";

/** In a folder of its own; `path` has to be short, for a socket stands below it. */
export function openPlanted(path: string): Planted {
  const file = join(path, "file");
  const folder = join(path, "folder");
  mkdirSync(folder, { recursive: true });
  for (const each of [file, join(folder, "inside")]) {
    writeFileSync(each, TEXT);
    utimesSync(each, DAY, DAY);
  }
  const socket = join(path, "socket");
  const listen = 'require("net").createServer().listen(process.argv[1], () => process.abort())';
  try {
    execFileSync(process.execPath, ["-e", listen, socket], { stdio: "ignore" });
  } catch {
    // it ends before it could remove the socket
  }
  const makers: Readonly<Record<string, (at: string) => void>> = {
    fifo: (at) => void execFileSync("mkfifo", [at]),
    socket: (at) => linkSync(socket, at),
    folder: (at) => mkdirSync(at),
    link: (at) => symlinkSync(file, at),
    "link-to-folder": (at) => symlinkSync(folder, at),
    dangling: (at) => symlinkSync(join(path, "absent"), at),
    device: (at) => symlinkSync("/dev/zero", at),
    sparse: (at) => {
      writeFileSync(at, "");
      truncateSync(at, 3 * 1024 ** 3);
    },
    nul: (at) => writeFileSync(at, "state=\0idle\n\0\0"),
    "no-text": (at) => writeFileSync(at, Buffer.from("state=idle\xff\xfe\x9b31m\n", "latin1")),
    torn: (at) => writeFileSync(at, "sta"),
  };
  return {
    kinds: Object.keys(makers),
    put: (kind, at) => {
      // A script that runs may make its own anew in between.
      for (let left = 50; ; left -= 1) {
        rmSync(at, { recursive: true, force: true });
        try {
          makers[kind]?.(at);
          return;
        } catch (error) {
          if (left === 0) throw error;
        }
      }
    },
    outside: () => [
      readdirSync(path),
      readdirSync(folder),
      [file, join(folder, "inside")].map((each) => [
        readFileSync(each, "utf8"),
        lstatSync(each).mtimeMs,
        lstatSync(each).mode,
      ]),
    ],
  };
}

import { readFileSync } from "node:fs";
import { monotonicMs } from "./monotonic-ms.js";

/**
 * Whether something is mounted at a real path, which is not touched for that; false where there is no /proc. A file system of an
 * agent's own (FUSE) need never answer, and no call on it has a deadline.
 */
export function isMountPoint(path: string): boolean {
  return mountPoints().has(path);
}

/** Milliseconds for which a list serves: one look of a command at a hundred agents. */
const FRESH = 100;
let known: { readonly at: number; readonly points: ReadonlySet<string> } | undefined;

function mountPoints(): ReadonlySet<string> {
  const now = monotonicMs();
  if (known === undefined || now - known.at > FRESH) known = { at: now, points: read() };
  return known.points;
}

/** proc_pid_mountinfo(5): the fifth field, in which blank, tab, newline and backslash are octal. */
function read(): Set<string> {
  let text: string;
  try {
    text = readFileSync("/proc/self/mountinfo", "utf8");
  } catch {
    return new Set();
  }
  const points = text.split("\n").flatMap((line) => line.split(" ", 5)[4] ?? []);
  return new Set(points.map(plain));
}

function plain(point: string): string {
  return point.replaceAll(/\\([0-7]{3})/g, (_, octal: string) =>
    String.fromCodePoint(Number.parseInt(octal, 8)),
  );
}

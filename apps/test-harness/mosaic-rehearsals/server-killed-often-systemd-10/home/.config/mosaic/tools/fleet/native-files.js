// Files of an agent's folder as a runtime's own process reads and writes them: others can write there as well, so nothing is
// waited for or followed, and what is larger than said is not read. Nothing here throws.
import { randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { basename, dirname, join } from "node:path";

export function isFolder(path) {
  const stats = attempt(() => fs.lstatSync(path));
  return stats?.isDirectory() === true && isOwn(stats);
}
export const isFile = (path) => fs.lstatSync(path).isFile();
const isOwn = ({ uid }) => uid === (process.geteuid?.() ?? uid);

/** Hands a plain file of this user's to `use`: waits for no FIFO, follows no link, and writes into none that has another name. */
function open(path, flags, use) {
  const { O_NOCTTY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = fs.constants;
  return attempt(() => {
    const descriptor = fs.openSync(path, flags | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY, 0o600);
    try {
      const stats = fs.fstatSync(descriptor);
      const isOne = flags === O_RDONLY || stats.nlink < 2;
      return stats.isFile() && isOwn(stats) && isOne ? use(descriptor, stats) : undefined;
    } finally {
      fs.closeSync(descriptor);
    }
  });
}

/** A plain file of so many bytes at most, as text; undefined for anything else. */
export function read(path, most) {
  return open(path, fs.constants.O_RDONLY, (descriptor, { size }) => {
    if (size > most) return undefined;
    // One more than it says, for it may grow meanwhile
    const bytes = Buffer.alloc(size + 1);
    const length = fs.readSync(descriptor, bytes, 0, bytes.length, 0);
    return length > most ? undefined : bytes.toString("utf8", 0, length);
  });
}

/** Adds to a plain file, also behind a line that was cut short; what is none is replaced by one, and a full one becomes `PATH.1`. */
export function append(path, text, most) {
  const full = add(path, text, most);
  if (typeof full === "number") rotate(path, full);
  if (full === undefined || (full !== DONE && add(path, text, Infinity) !== DONE))
    replace(path, text);
}

/** Makes it `PATH.1` if it is that one still: others add to it as well, and the first that finds it full is enough. */
export function rotate(path, inode) {
  attempt(() => fs.lstatSync(path).ino === inode && fs.renameSync(path, `${path}.1`));
}

const DONE = "done";

/** DONE; the inode of one that is too large already; undefined for what is no plain file of ours. */
function add(path, text, most) {
  const { O_APPEND, O_CREAT, O_RDWR } = fs.constants;
  return open(path, O_RDWR | O_APPEND | O_CREAT, (descriptor, { ino, size }) => {
    if (size > most) return ino;
    const last = Buffer.from("\n");
    if (size > 0) fs.readSync(descriptor, last, 0, 1, size - 1);
    const line = `${last[0] === 10 ? "" : "\n"}${text}`;
    attempt(() => fs.writeSync(descriptor, line));
    return DONE;
  });
}

/** Whole or not at all: readers come at any moment. */
export function replace(path, text) {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const done = attempt(() => {
    fs.writeFileSync(beside, text, { mode: 0o600, flag: "wx" });
    fs.renameSync(beside, path);
    return true;
  });
  if (!done) attempt(() => fs.rmSync(beside, { force: true }));
}

/** What `act` gives; undefined where it throws: a full disk or a missing folder costs the news, never the agent. */
export function attempt(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}

import { join } from "node:path";
import { findProgram, takeLock } from "@mosaicstack/agent-channel";
import { identify, isAlive } from "@mosaicstack/session-launcher";
import { FleetError } from "../error.js";
import type { FleetContext } from "../context.js";
import { readOwnOrNothing, removeOwn, writeOwn, type OwnFile } from "../files/own-file.js";
import { ensureRuntimeFolder } from "../files/runtime-folder.js";

/** So long another one may take to let go that was not seen to hold it. */
const PATIENCE_MS = 10_000;

/**
 * Runs it while nobody else changes this fleet. The kernel takes the lock back when its holder dies, in whatever way. Throws
 * FleetError `Failed` that names who holds it.
 */
export async function alone<T>(fleet: FleetContext, use: () => Promise<T>): Promise<T> {
  await ensureRuntimeFolder(fleet.paths);
  const note = holderNote(fleet);
  refuseWhileHeld(note);
  const folder = join(note.root, ...note.names.slice(0, -1));
  const path = fleet.env["PATH"] ?? "/usr/bin:/bin";
  if (findProgram("flock", path) === undefined && findProgram("lockf", path) === undefined) {
    fleet.log(
      "`flock` is not on PATH, so nothing keeps a second `apply` away: install it (util-linux)",
    );
    return await use();
  }
  const release = await takeLock({ folder, state: folder }, PATIENCE_MS, path);
  if (release === undefined) {
    refuseWhileHeld(note);
    throw held("another process");
  }
  try {
    writeOwn(
      note,
      `${process.pid} ${identify(process.pid)?.startTicks ?? 0} ${new Date().toISOString()}\n`,
    );
    return await use();
  } finally {
    removeOwn(note);
    release();
  }
}

function refuseWhileHeld(note: OwnFile): void {
  const [, pid, start, at] = /^(\d+) (\d+) (\S+)\n$/.exec(readOwnOrNothing(note) ?? "") ?? [];
  if (pid === undefined || at === undefined) return;
  // One that was killed left its note behind, and its number may be another's by now.
  if (start === undefined || !isAlive({ pid: Number(pid), startTicks: start })) return;
  throw held(`process ${pid}, since ${at}`);
}

function held(who: string): FleetError {
  return new FleetError("Failed", `this fleet is being changed already, by ${who}`, {
    remedy: "Wait for its end, then run it again.",
  });
}

function holderNote({ paths, socket = "default" }: FleetContext): OwnFile {
  return { root: paths.runtime, names: ["locks", socket, "holder"] };
}

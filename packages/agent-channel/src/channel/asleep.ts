import { lstatSync, renameSync, rmSync } from "node:fs";
import { inChannel, type AgentChannel } from "./agent-channel.js";

/** Why a message was not given to an agent that sleeps: who sent it may wake it, and send it again. */
export const ASLEEP = "asleep";

/** An agent that was put to sleep by `let-sleep.sh`. */
export interface Sleep {
  /** When it began, milliseconds since the epoch. */
  readonly at: number;
  /** Somebody wakes it just now, or died while he did. */
  readonly isWaking: boolean;
}

/** Whether it sleeps; undefined also where that cannot be known. That it does not run is not looked at. */
export function readSleep({ state }: AgentChannel): Sleep | undefined {
  try {
    return inChannel(state, [], ({ at }) => {
      for (const name of ["asleep", "waking"]) {
        const stats = lstatSync(at(name), { throwIfNoEntry: false });
        if (stats?.isFile() === true) return { at: stats.mtimeMs, isWaking: name === "waking" };
      }
      return undefined;
    });
  } catch {
    return undefined;
  }
}

/** Before it is started: a unit does not start while `asleep` stands. Throws NotOurs, and what the file system says. */
export function beginWaking({ folder, state }: AgentChannel): void {
  inChannel(state, [], ({ at }) => {
    if (lstatSync(at("asleep"), { throwIfNoEntry: false }) === undefined) return;
    // What it said is of its last life: a look between its start and its first word would take it for idle ever since.
    inChannel(folder, [], ({ at: told }) =>
      rmSync(told("activity"), { force: true, recursive: true }),
    );
    rmSync(at("waking"), { force: true, recursive: true });
    renameSync(at("asleep"), at("waking"));
  });
}

/** It runs again, or is stopped. Throws NotOurs, and what the file system says. */
export function forgetSleep({ state }: AgentChannel): void {
  inChannel(state, [], ({ at }) => {
    for (const name of ["asleep", "waking"]) rmSync(at(name), { force: true, recursive: true });
  });
}

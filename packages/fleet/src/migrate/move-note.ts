import { isAlive, type ProcessIdentity } from "@mosaicstack/session-launcher";
import type { FleetContext } from "../context.js";
import { readOwnOrNothing, removeOwn, writeOwn, type OwnFile } from "../files/own-file.js";

/**
 * That an agent is on its way from another socket: written before the old one is ended, gone once the new one is there. What a
 * `migrate` that was cut short left to do stands in it.
 */
export interface MoveNote {
  readonly from: string;
  /** The conversation that the old one was in, where that can be known by its process alone. */
  readonly conversation: string | undefined;
  /** What ran in a session that bears no mark of ours, by which it would be found again. */
  readonly processes: readonly ProcessIdentity[];
}

/** Throws FleetError `Failed`. */
export function writeMove(fleet: FleetContext, agent: string, note: MoveNote): void {
  const { from, conversation, processes } = note;
  const lines = [
    `from ${from}`,
    ...(conversation === undefined ? [] : [`conversation ${conversation}`]),
    ...processes.slice(0, MOST).map(({ pid, startTicks }) => `process ${pid} ${startTicks}`),
    "end",
  ];
  writeOwn(noteOf(fleet, agent), `${lines.join("\n")}\n`);
}

/** Undefined where none is, or not as a whole. */
export function readMove(fleet: FleetContext, agent: string): MoveNote | undefined {
  const lines = (readOwnOrNothing(noteOf(fleet, agent)) ?? "").split("\n");
  if (lines.pop() !== "" || lines.pop() !== "end") return undefined;
  const of = (key: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`${key} `) ? line.slice(key.length + 1) : []));
  const [from] = of("from");
  if (from === undefined) return undefined;
  const processes = of("process").flatMap((text) => {
    const [, pid, startTicks] = /^(\d{1,10}) (\d{1,20})$/.exec(text) ?? [];
    return startTicks === undefined ? [] : [{ pid: Number(pid), startTicks }];
  });
  return { from, conversation: of("conversation")[0], processes };
}

/** Throws FleetError `Failed`. */
export function forgetMove(fleet: FleetContext, agent: string): void {
  removeOwn(noteOf(fleet, agent));
}

/** What of it lives on behind a session that is gone. */
export function livingOf({ processes }: MoveNote): ProcessIdentity[] {
  return processes.filter(isAlive);
}

/** As many as a note of 4 KiB holds. */
const MOST = 100;

function noteOf({ paths, socket = "default" }: FleetContext, agent: string): OwnFile {
  return { root: paths.state, names: ["migrate", socket, agent] };
}

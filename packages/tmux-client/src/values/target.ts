import { invalidArgument } from "./error.js";
import type { PaneId, SessionId, SessionName } from "./name.js";

/** One run of one tmux server: ids such as `%3` mean something only within it. */
export interface ServerEpoch {
  readonly pid: number;
  /** `#{start_time}`: seconds since 1970. */
  readonly startTime: number;
}

/** One session in one run of the server. `created` is `#{session_created}`, in seconds since 1970. */
export interface SessionRef {
  readonly id: SessionId;
  readonly name: string;
  readonly created: number;
  readonly server: ServerEpoch;
}

/** One pane in one run of the server. */
export interface PaneRef {
  readonly id: PaneId;
  readonly server: ServerEpoch;
}

/** The only form by name that every command takes exactly; without the colon window commands match prefixes. */
export function exactTarget(name: SessionName): string {
  return `=${name}:`;
}

/** Whether the text is an id, which only a guard makes safe: a new server counts from 0 again. */
export function isIdTarget(text: string): boolean {
  return /^[$@%]\d+$/.test(text);
}

/** Throws InvalidArgument for what did not come out of a list of this package. */
export function checkEpoch(epoch: ServerEpoch): ServerEpoch {
  const { pid, startTime } = epoch;
  if (
    !Number.isSafeInteger(pid) ||
    pid <= 1 ||
    !Number.isSafeInteger(startTime) ||
    startTime <= 0
  ) {
    throw invalidArgument(
      `pid ${String(pid)} with start time ${String(startTime)} names no tmux server: take both from \`server.probe()\` or \`list()\``,
    );
  }
  return epoch;
}

export function checkPane(pane: PaneRef): PaneRef {
  if (!/^%\d+$/.test(pane.id)) throw badReference("pane", pane.id, "%0");
  checkEpoch(pane.server);
  return pane;
}

export function checkSession(session: SessionRef): SessionRef {
  if (!/^\$\d+$/.test(session.id)) throw badReference("session", session.id, "$0");
  if (!Number.isSafeInteger(session.created)) {
    throw badReference("session's creation time", session.created, "1795338062");
  }
  checkEpoch(session.server);
  return session;
}

function badReference(what: string, value: unknown, sample: string): Error {
  return invalidArgument(
    `${JSON.stringify(value)} is no ${what}: it looks like \`${sample}\`, from \`list()\``,
  );
}

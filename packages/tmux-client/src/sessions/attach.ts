import type { Client } from "../transport/client.js";
import { isSessionName, parseSessionName } from "../values/name.js";
import { checkPane, checkSession, exactTarget } from "../values/target.js";
import type { PaneRef, SessionRef } from "../values/target.js";

export interface AttachOptions {
  /** The terminal only watches. It is a courtesy of tmux, not a barrier. */
  readonly readOnly?: boolean;
  /** For a terminal that already shows this server: move its client instead of nesting another. */
  readonly inside?: boolean;
  /** What of the session is shown; else what was shown last. */
  readonly pane?: PaneRef;
}

/** For the caller to run with the terminal as its standard streams, and with its own environment. */
export interface AttachCommand {
  readonly file: string;
  readonly args: string[];
}

/**
 * Throws InvalidName. Runs nothing, so that it says nothing about whether the session is there. A reference is shown by its
 * name, or by its id where no target can hold the name.
 */
export function attachCommand(
  client: Client,
  session: SessionRef | string,
  options: AttachOptions = {},
): AttachCommand {
  const whole = targetOf(session);
  const target = options.pane === undefined ? whole : paneOf(whole, checkPane(options.pane));
  // -E: the session keeps its own environment, whoever looks at it.
  const verb = [options.inside ? "switch-client" : "attach-session", "-E"];
  if (options.readOnly) verb.push("-r");
  const tmux = [client.options.binary, "-u", "-N", ...client.address.flags, ...verb, "-t", target];
  const [file = client.options.binary, ...args] = [...client.options.prefix, ...tmux];
  return { file, args };
}

/** The session stays the one that was asked for, though another may show the same pane. */
function paneOf(session: string, { id }: PaneRef): string {
  return `${session.replace(/:$/, "")}:.${id}`;
}

function targetOf(session: SessionRef | string): string {
  if (typeof session === "string") return exactTarget(parseSessionName(session));
  const { id, name } = checkSession(session);
  return isSessionName(name) ? exactTarget(name) : id;
}

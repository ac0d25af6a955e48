import { call } from "../transport/call.js";
import { tmuxError } from "../transport/failure.js";
import type { Client } from "../transport/client.js";
import { isTmuxError } from "../values/error.js";
import { kill } from "./session-kill.js";
import { framed } from "../panes/list.js";
import { parseSessionName } from "../values/name.js";
import type { NameText, SessionName } from "../values/name.js";
import { createCommands, parseCreated, shownCreate } from "./session-create.js";
import type { NamedSpec, SessionSpec } from "./session-create.js";
import { rename } from "./session-rename.js";
import type { SessionRef } from "../values/target.js";

/** All throw TmuxError: ServerAbsent, SocketLost, Timeout, InvalidName, … */
export interface Sessions {
  /** The session of this name, made if there is none. Never changes one that is there. */
  ensure<N extends string>(spec: NamedSpec<N>): Promise<{ session: SessionRef; created: boolean }>;
  /** Undefined when the server has no session of exactly this name. */
  find<N extends string>(name: N & NameText<N>): Promise<SessionRef | undefined>;
  /**
   * By name: exactly that one. By reference: only that very session, else StaleReference.
   * Its programs get SIGHUP from tmux; those that ignore it live on.
   */
  kill<N extends string>(session: SessionRef | (N & NameText<N>)): Promise<"killed" | "absent">;
  /** Gives it another name. Throws DuplicateSession when that is taken, NoSuchSession, StaleReference. */
  rename<N extends string, M extends string>(
    session: SessionRef | (N & NameText<N>),
    name: M & NameText<M>,
  ): Promise<SessionRef>;
}

export function sessions(client: Client): Sessions {
  return {
    ensure: async (spec) => await ensure(client, spec),
    find: async (name) => await find(client, parseSessionName(name)),
    kill: async (session) => await kill(client, session),
    rename: async (session, name) => await rename(client, session, parseSessionName(name)),
  };
}

async function ensure(
  client: Client,
  spec: SessionSpec,
): Promise<{ session: SessionRef; created: boolean }> {
  const name = parseSessionName(spec.name);
  const create = createCommands(client, name, spec);
  // Between "duplicate" and the look at it the other one may end; then it is our turn again.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    try {
      // Values of the environment stay out of `ps`.
      const secret = Object.keys(spec.environment ?? {}).length > 0;
      const answer = await call(client, create, { shown: shownCreate(name), secret });
      return { session: parseCreated(client, name, answer.toString("utf8")), created: true };
    } catch (error) {
      if (!isTmuxError(error, "DuplicateSession")) throw error;
    }
    const session = await find(client, name);
    if (session) return { session, created: false };
  }
  throw tmuxError(client, "Command", `session \`${name}\` comes and goes; see what else makes it`, {
    delivery: "rejected",
  });
}

async function find(client: Client, name: SessionName): Promise<SessionRef | undefined> {
  const fields = ["session_id", "session_name", "session_created", "pid", "start_time"] as const;
  const rows = await framed(client, fields, ["list-sessions"]);
  const row = rows.find((each) => each.session_name === name);
  return (
    row && {
      id: row.session_id,
      name,
      created: row.session_created,
      server: { pid: row.pid, startTime: row.start_time },
    }
  );
}

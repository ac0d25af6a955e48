import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import { tmuxError } from "../transport/failure.js";
import { EPOCH_WITNESS, callGuarded, epochConditions } from "../transport/guard.js";
import type { Guard } from "../transport/guard.js";
import type { TmuxError } from "../values/error.js";
import { isSessionName } from "../values/name.js";
import { checkSession } from "../values/target.js";
import type { SessionRef } from "../values/target.js";

/** The guard of a session: it is the one that is meant. The witness ends with its id, if it has one. */
export function sessionGuard(session: SessionRef): Guard {
  checkSession(session);
  const conditions = [
    ...epochConditions(session.server),
    `#{==:#{session_id},${session.id}}`,
    `#{==:#{session_created},${String(session.created)}}`,
  ];
  // The name of a foreign session may hold what a format cannot; its id is proof enough.
  if (isSessionName(session.name)) conditions.push(`#{==:#{session_name},${session.name}}`);
  return { target: session.id, conditions, witness: `${EPOCH_WITNESS} #{session_id}` };
}

export function notThatSession(client: Client, session: SessionRef, command: Command): TmuxError {
  const what = `session \`${session.name}\` is not the one that ${session.id} was`;
  return tmuxError(client, "StaleReference", what, { command, delivery: "rejected" });
}

/** Runs commands on exactly this session. Throws StaleReference when it is another, or gone. */
export async function onSession(
  client: Client,
  session: SessionRef,
  commands: readonly Command[],
  shown: Command,
  secret = false,
): Promise<Buffer> {
  const verdict = await callGuarded(client, sessionGuard(session), commands, { shown, secret });
  if (verdict.held) return verdict.output;
  throw notThatSession(client, session, shown);
}

import { randomBytes } from "node:crypto";
import { ask } from "../transport/call.js";
import type { Answer } from "../transport/answer.js";
import { tmuxError } from "../transport/failure.js";
import type { Client } from "../transport/client.js";
import { invalidArgument, isTmuxError } from "../values/error.js";
import { fieldKind } from "../values/fields.js";
import type { FieldName, FramedName, Row } from "../values/fields.js";
import { ANCHOR_OPTION } from "../transport/control/connection.js";
import { isText, parseRecords, recordFormat } from "../transport/frame.js";

/**
 * Every pane of every session, in one call. Empty only when the server itself says that it has no
 * session. Throws TmuxError: ServerAbsent, SocketLost, Timeout, Protocol, …
 */
export async function list<F extends FieldName>(
  client: Client,
  fields: readonly F[],
): Promise<Row<F>[]> {
  if (fields.length === 0) throw invalidArgument("a list needs a field: name at least one");
  for (const name of fields) fieldKind(name);
  // The session that a control client sits in is none of the caller's.
  const hide = client.control ? ["-f", `#{?${ANCHOR_OPTION},,1}`] : [];
  return await framed(client, fields, ["list-panes", "-a", ...hide]);
}

/** One listing command, its answer framed. */
export async function framed<F extends FramedName>(
  client: Client,
  fields: readonly F[],
  command: readonly string[],
): Promise<Row<F>[]> {
  const nonce = randomBytes(8).toString("hex");
  const shown = [...command, "-F", fields.join(" ")];
  const asked = client.memory.escapes;
  const format = recordFormat(fields, { nonce, escaped: asked });
  let said: Answer;
  try {
    said = await ask(client, [[...command, "-F", format]], { shown });
  } catch (error) {
    // What tmux says when it has no session at all; a server that is gone says something else.
    if (isTmuxError(error, "NoSuchSession") && /^no (current target|sessions)$/.test(error.stderr))
      return [];
    throw error;
  }
  client.memory.escapes = said.escaped;
  // Only now is it known how this server writes; looking twice does no harm.
  if (said.escaped !== asked && fields.some(isText)) return await framed(client, fields, command);
  try {
    return parseRecords(said.answer, fields, { nonce, escaped: said.escaped });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const what = `the answer to \`${shown.join(" ")}\` cannot be read: ${why}; run it again, and check \`tmux -V\``;
    throw tmuxError(client, "Protocol", what, { command: shown, delivery: "applied", cause });
  }
}

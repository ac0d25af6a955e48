import { call } from "../transport/call.js";
import type { Client } from "../transport/client.js";
import { parseSessionName } from "../values/name.js";
import type { SessionName } from "../values/name.js";
import { exactTarget } from "../values/target.js";
import type { SessionRef } from "../values/target.js";
import { REF_FORMAT, parseCreated } from "./session-create.js";
import { onSession } from "./session-guard.js";

export async function rename(
  client: Client,
  session: SessionRef | string,
  name: SessionName,
): Promise<SessionRef> {
  const target = typeof session === "string" ? exactTarget(parseSessionName(session)) : session.id;
  const shown = ["rename-session", "-t", target, name];
  // By its new name: the old one is gone by then, and an id proves nothing by itself.
  const look = ["display-message", "-p", "-t", exactTarget(name), REF_FORMAT];
  const answer =
    typeof session === "string"
      ? await call(client, [shown, look], { shown })
      : await onSession(client, session, [shown, look], shown);
  return parseCreated(client, name, answer.toString("utf8"));
}

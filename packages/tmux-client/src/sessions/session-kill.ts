import { call } from "../transport/call.js";
import type { Client } from "../transport/client.js";
import { isTmuxError } from "../values/error.js";
import { callGuarded, sameEpoch } from "../transport/guard.js";
import { notThatSession, sessionGuard } from "./session-guard.js";
import { isSessionName, parseSessionName } from "../values/name.js";
import type { SessionName } from "../values/name.js";
import { checkSession, exactTarget } from "../values/target.js";
import type { SessionRef } from "../values/target.js";

export async function kill(
  client: Client,
  session: SessionRef | string,
): Promise<"killed" | "absent"> {
  if (typeof session === "string") return await killNamed(client, parseSessionName(session));
  return await killReferred(client, checkSession(session));
}

async function killNamed(client: Client, name: SessionName): Promise<"killed" | "absent"> {
  try {
    await call(client, [["kill-session", "-t", exactTarget(name)]]);
    return "killed";
  } catch (error) {
    if (isTmuxError(error, "NoSuchSession")) return "absent";
    throw error;
  }
}

async function killReferred(client: Client, session: SessionRef): Promise<"killed" | "absent"> {
  const command = ["kill-session", "-t", session.id];
  const verdict = await callGuarded(client, sessionGuard(session), [command], { shown: command });
  if (verdict.held) return "killed";
  if (sameEpoch(verdict.witness, session.server) && !verdict.witness[2]) {
    if (!(await exists(client, session.name))) return "absent";
  }
  throw notThatSession(client, session, command);
}

/** The id is gone: a session of the same name is another one. */
async function exists(client: Client, name: string): Promise<boolean> {
  if (!isSessionName(name)) return false;
  try {
    await call(client, [["has-session", "-t", exactTarget(name)]]);
    return true;
  } catch (error) {
    if (isTmuxError(error, "NoSuchSession")) return false;
    throw error;
  }
}

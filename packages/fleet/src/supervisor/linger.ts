import { access } from "node:fs/promises";
import { join } from "node:path";
import { userInfo } from "node:os";
import type { Environment } from "../files/paths.js";

/** logind(8): it ends a user's manager with his last login, unless he lingers. */
const LOGIND = "/run/systemd/users";
const LINGER = "/var/lib/systemd/linger";

/** Whose agents a logout ends; undefined where they outlast it, or nothing ends them. */
export async function lingerless(env: Environment): Promise<string | undefined> {
  if (!(await isThere(LOGIND))) return undefined;
  const user = env["USER"] || env["LOGNAME"] || userInfo().username;
  // A name with a slash is none.
  return user.includes("/") || (await isThere(join(LINGER, user))) ? undefined : user;
}

/** What a logout and a boot mean for agents of this user; undefined where they outlast it, or nothing ends them. */
export async function lingerNote(env: Environment): Promise<string | undefined> {
  const user = await lingerless(env);
  if (user === undefined) return undefined;
  return `linger is off for ${user}: every agent ends at your last logout, and none starts at boot. \`loginctl enable-linger\` changes that`;
}

/** Says it, where systemd keeps the agents. */
export async function sayLinger({
  env,
  supervisor,
  log,
}: {
  readonly env: Environment;
  readonly supervisor: { readonly kind: string };
  readonly log: (line: string) => void;
}): Promise<void> {
  const note = supervisor.kind === "systemd" ? await lingerNote(env) : undefined;
  if (note !== undefined) log(note);
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}

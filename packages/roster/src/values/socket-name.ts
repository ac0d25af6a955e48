import type { Finding } from "../check/diagnostic.js";
import { quote } from "./quote.js";

/** A plain file name for `tmux -L`. */
export const SOCKET_NAME_PATTERN = "^(?!default$)[A-Za-z0-9][A-Za-z0-9._-]{0,62}$";

/** The socket of fleets before this one. */
export const LEGACY_SOCKET_NAME = "mosaic-factory";

const SAFE = new RegExp(SOCKET_NAME_PATTERN);

/** Why a name cannot be the fleet's socket; `undefined` for a safe one. */
export function checkSocketName(name: string): Finding | undefined {
  if (SAFE.test(name)) return undefined;
  if (name === "default") {
    const message = "`default` is the socket of your own tmux server, which no fleet owns";
    const hint = "omit `socket_name` to run the agents as guests on your own server";
    return { code: "unsafe-socket-name", message, hint };
  }
  const what = name.includes("/") ? "is a path, and a plain file name is needed" : reason(name);
  const hint = "a socket name has letters, digits, `.`, `_` and `-`, such as `mosaic-fleet`";
  const shown = name === "" ? "" : `${quote(name)} `;
  return { code: "unsafe-socket-name", message: `the socket name ${shown}${what}`, hint };
}

function reason(name: string): string {
  if (name === "") return "is empty";
  if (name.length > 63) return `is ${name.length} characters long, 63 are possible`;
  if (/^[^A-Za-z0-9]/.test(name)) return "does not start with a letter or digit";
  const [odd = ""] = /[^A-Za-z0-9._-]/u.exec(name) ?? [];
  return `has ${quote(odd)}`;
}

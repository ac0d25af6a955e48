import type { Finding } from "../check/diagnostic.js";
import { quote } from "./quote.js";

/** Safe at once as systemd instance, tmux session, file name and target, without escaping. */
export const AGENT_NAME_PATTERN = "^[a-z0-9][a-z0-9_-]{0,62}$";

const SAFE = new RegExp(AGENT_NAME_PATTERN);

/** Why a name cannot be an agent's name, and a name that could; `undefined` for a safe one. */
export function checkAgentName(name: string): Finding | undefined {
  if (SAFE.test(name)) return undefined;
  const message = `the agent name ${name === "" ? "" : `${quote(name)} `}${reason(name)}`;
  return { code: "unsafe-agent-name", message, hint: remedy(name) };
}

function reason(name: string): string {
  if (name === "") return "is empty";
  if (name.length > 63) return `is ${name.length} characters long, 63 are possible`;
  if (/[.:]/.test(name)) return "has `.` or `:`, which tmux rewrites to `_` in a session name";
  if (name.includes("/")) return "has `/`, which no file name can hold";
  if (/\s/.test(name)) return "has a blank, which systemd would escape in the unit name";
  if (/[A-Z]/.test(name))
    return "has upper case; names that differ in case alone are easily confused";
  if (/^[-_]/.test(name))
    return "starts with `-` or `_`, which a command line would take for an option";
  const [odd = ""] = /[^a-z0-9_-]/u.exec(name) ?? [];
  return `has ${quote(odd)}, which systemd would escape or tmux take for a part of a target`;
}

function remedy(name: string): string {
  const near = name
    .slice(0, 63)
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9_-]+/g, "-")
    .replaceAll(/^[-_]+|-+$/g, "")
    .slice(0, 63);
  const rule = "names have a-z, 0-9, `_` and `-`, start with a letter or digit";
  return SAFE.test(near) ? `${rule}: ${quote(near)} would do` : rule;
}

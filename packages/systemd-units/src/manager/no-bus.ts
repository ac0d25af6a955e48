import { statSync } from "node:fs";
import { SystemdError } from "../systemd-error.js";

export interface Absence {
  readonly reason: string;
  readonly remedy: string;
}

/** Whether the words of systemctl or busctl mean that it reached no manager at all; from 256 on it says which bus, and how it tried. */
export function saysNoBus(stderr: string): boolean {
  return /Failed to (?:connect to (?:\w+ scope )?bus|set bus address|get D-Bus connection|create bus connection)|System has not been booted with systemd/i.test(
    stderr,
  );
}

/** Whether they mean that the manager went away while it was asked, or while its answer was waited for. It may be back: so it is after `daemon-reexec`. */
export function saysLost(stderr: string): boolean {
  return /D-Bus connection terminated|^Failed to wait for response: |(?:Transport endpoint is not connected|Connection reset by peer|Broken pipe|Message recipient disconnected from message bus without replying)$/m.test(
    stderr,
  );
}

/** Why no user manager answers from this environment, and what to do: su, sudo and cron give the wrong one, a logout ends the manager. */
export function explainNoBus(
  env: Readonly<Record<string, string | undefined>>,
  uid: number,
  words: string,
): Absence {
  const runtime = env["XDG_RUNTIME_DIR"];
  const own = `/run/user/${String(uid)}`;
  const linger = "`loginctl enable-linger`, so that the user manager runs without a login";
  if (runtime === undefined || runtime === "") {
    const how =
      env["SUDO_USER"] === undefined ? "as under cron and in containers" : "as under sudo and su";
    const remedy = isDirectory(own)
      ? `\`export XDG_RUNTIME_DIR=${own}\`, or log in as this user directly (\`machinectl shell --uid=${String(uid)}\`, ssh)`
      : `Log in as this user directly (ssh, console) rather than by su or sudo, and run ${linger}`;
    return {
      reason: `XDG_RUNTIME_DIR is not set, ${how}, so the user manager cannot be found`,
      remedy,
    };
  }
  const owner = ownerOf(runtime);
  if (owner === undefined)
    return {
      reason: `XDG_RUNTIME_DIR is \`${runtime}\`, which is not there`,
      remedy: `\`export XDG_RUNTIME_DIR=${own}\`; if that is not there either, run ${linger}`,
    };
  if (owner !== uid)
    return {
      reason: `XDG_RUNTIME_DIR is \`${runtime}\`, which belongs to another user (uid ${String(owner)})`,
      remedy: `\`export XDG_RUNTIME_DIR=${own}\`, or log in as this user directly rather than by su or sudo`,
    };
  const said = words.split("\n")[0] ?? "";
  return {
    reason: `No user manager answers in \`${runtime}\`${said === "" ? "" : ` (${said})`}`,
    remedy: `Start one with \`systemctl start user@${String(uid)}.service\` as root, and run ${linger}`,
  };
}

export function noBusError(absence: Absence, detail: string): SystemdError {
  return new SystemdError("NoBus", `${absence.reason}. ${absence.remedy}`, { detail });
}

function ownerOf(path: string): number | undefined {
  try {
    return statSync(path).uid;
  } catch {
    return undefined;
  }
}

function isDirectory(path: string): boolean {
  return ownerOf(path) !== undefined;
}

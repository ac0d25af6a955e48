import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { parseUnit, type ManagerProbe } from "@mosaicstack/systemd-units";
import { FleetError } from "../error.js";
import { readOwnOrNothing, removeOwn, writeOwn, type OwnFile } from "../files/own-file.js";
import type { FleetPaths } from "../files/paths.js";
import { readServerRecord } from "./server-record.js";
import type { SupervisorKind } from "./supervisor.js";
import { defaultSocket, holderUnit } from "./unit-names.js";
import { readText } from "../files/write-file.js";

export interface Choice {
  readonly kind: SupervisorKind;
  /** Why, for people. */
  readonly reason: string;
}

/** Who keeps this fleet alive. Throws FleetError `Refused` or `Missing` when the wish cannot be met. */
export async function chooseSupervisor(context: {
  wish: "auto" | SupervisorKind;
  /** What `auto` takes for a fleet that nobody brought up yet. Default: systemd where it answers. */
  whenNew?: SupervisorKind | undefined;
  socket: string | undefined;
  paths: FleetPaths;
  probe: () => Promise<ManagerProbe>;
  /** Whether the fleet that is installed lives, or is to live from the next boot on; undefined: it is nobody's hindrance. */
  lives?: (() => Promise<boolean>) | undefined;
}): Promise<Choice> {
  const { wish, socket, paths } = context;
  if (socket === undefined) {
    if (wish === "systemd") {
      throw new FleetError("Refused", "a roster without `socket_name` cannot run under systemd", {
        remedy:
          "Its agents are guests on your own tmux server. Give it a `socket_name`, or use `--supervisor tmux`.",
      });
    }
    return {
      kind: "tmux",
      reason: "the roster names no socket: its agents are guests on your own tmux server",
    };
  }
  const server = await readServerRecord({ paths, socket });
  if (wish === "tmux") {
    if (server?.kind === "holder") throw runsUnderSystemd(socket);
    return { kind: "tmux", reason: "asked for" };
  }
  const last = wish === "auto" ? lastChoice(paths, socket) : undefined;
  if (last === "tmux" && server?.kind !== "holder") {
    return { kind: "tmux", reason: "the fleet was brought up with it" };
  }
  if (wish === "auto" && server?.kind === "hand") {
    return { kind: "tmux", reason: "its tmux server was started without systemd" };
  }
  if (wish === "auto" && last === undefined && server === undefined && context.whenNew === "tmux") {
    return { kind: "tmux", reason: "it serves everywhere" };
  }
  const answer = await context.probe();
  if (answer.answers) {
    if (context.lives !== undefined) await refuseOtherSocket(paths, socket, wish, context.lives);
    return { kind: "systemd", reason: wish === "auto" ? "a user manager answers" : "asked for" };
  }
  if (wish === "systemd" || last === "systemd") {
    throw new FleetError("Missing", answer.reason, { remedy: answer.remedy });
  }
  return { kind: "tmux", reason: "no user manager answers here" };
}

function runsUnderSystemd(socket: string): FleetError {
  return new FleetError("Refused", `the fleet on socket \`${socket}\` runs under systemd`, {
    remedy: "Leave `--supervisor` out, or end that fleet with `mosaic-fleet down` first.",
  });
}

/** `up` and `start` remember who was chosen, so that the next command looks at the same place. */
export async function rememberChoice(
  paths: FleetPaths,
  socket: string,
  kind: SupervisorKind,
): Promise<void> {
  writeOwn(choiceNote(paths, socket), `${kind}\n`);
}

export async function forgetChoice(paths: FleetPaths, socket: string): Promise<void> {
  removeOwn(choiceNote(paths, socket));
}

/** What `rememberChoice` noted last. */
export function lastChoice(paths: FleetPaths, socket: string): SupervisorKind | undefined {
  const text = readOwnOrNothing(choiceNote(paths, socket));
  return (["systemd", "tmux"] as const).find((kind) => kind === text?.trim());
}

export function choiceNote(paths: FleetPaths, socket: string): OwnFile {
  return { root: paths.state, names: ["supervisors", socket] };
}

/** One systemd fleet per user, with plain unit names: `Wants=` of a template cannot be turned to a second holder. */
async function refuseOtherSocket(
  paths: FleetPaths,
  socket: string,
  wish: string,
  lives: () => Promise<boolean>,
): Promise<void> {
  const installed = await installedSocket(paths);
  if (installed === undefined || installed === socket) return;
  // Files alone, as after `install` or `down`, are no fleet: they are taken over.
  if (!(await lives())) return;
  throw new FleetError(
    "Refused",
    `a fleet on socket \`${installed}\` lives, and systemd runs one fleet per user: this roster is for \`${socket}\``,
    {
      remedy: `Use \`socket_name: ${installed}\`, end that one with \`mosaic-fleet down --socket ${installed}\`, or run this one with \`--supervisor tmux\`${wish === "auto" ? "" : " instead"}.`,
    },
  );
}

/** The socket of the holder that is installed; undefined where none is. */
export async function installedSocket(paths: FleetPaths): Promise<string | undefined> {
  // One that is masked, a link to /dev/null, is there as well.
  if ((await lstat(join(paths.units, holderUnit)).catch(() => undefined)) === undefined)
    return undefined;
  const dropIn = await readText(join(paths.units, `${holderUnit}.d`, "50-roster.conf"));
  const line = parseUnit(dropIn ?? "").get("Service", "Environment");
  return /^"?MOSAIC_TMUX_SOCKET=([^"]*)"?$/.exec(line ?? "")?.[1] ?? defaultSocket;
}

import { mkdirSync } from "node:fs";
import { isAbsolute } from "node:path";
import { call } from "../transport/call.js";
import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import { socketLost, tmuxError } from "../transport/failure.js";
import { pause } from "../transport/pause.js";
import { TmuxError, invalidArgument, isTmuxError } from "../values/error.js";
import { BACK_OFF, probe } from "./probe.js";
import type { KnownServer, ServerState } from "./probe.js";
import { checkText } from "../values/quote.js";
import { checkEpoch } from "../values/target.js";
import type { ServerEpoch } from "../values/target.js";
import { profileCommands } from "./profile.js";
import type { Profile } from "./profile.js";
import { requireVersion } from "./version.js";

export interface StartOptions {
  /** Options that a server which is new gets before anything else, such as `fleetProfile`. */
  readonly profile?: Profile;
  /** A file of tmux commands, absolute, read once by a server that is new. May be missing. */
  readonly config?: string;
  /** What is remembered of an earlier server: while it lives, none is founded. */
  readonly known?: KnownServer;
}

export async function start(client: Client, options: StartOptions = {}): Promise<ServerEpoch> {
  refuseDefault(client, "founded");
  const settings = configuration(options);
  const missing = client.address.missingTmpdir;
  if (missing !== undefined) {
    throw invalidArgument(
      `TMUX_TMPDIR names \`${missing}\`, which is not there, so that tmux would use \`/tmp\`: make it first`,
    );
  }
  await requireVersion(client.options);
  const state = await probe(client, options.known);
  if (state.state === "running") return state.epoch;
  refuseUnless(client, state);
  makeDirectory(client.address.directory);
  const epoch = await found(client);
  for (const { commands, what } of settings) await configure(client, commands, what);
  return epoch;
}

interface Setting {
  readonly commands: readonly Command[];
  /** For the error of a server that is there and has not got all of it. */
  readonly what: string;
}

/** Throws InvalidArgument. */
function configuration({ profile = [], config }: StartOptions): Setting[] {
  const settings: Setting[] = [];
  if (profile.length > 0) {
    const what = "its profile was not set to its end";
    settings.push({ commands: profileCommands(profile), what });
  }
  if (config !== undefined) {
    const pattern = checkConfig(config).replaceAll(/[\\*?[\]{}]/g, "\\$&");
    const what = `\`${config}\` was not read to its end`;
    settings.push({ commands: [["source-file", "-q", pattern]], what });
  }
  return settings;
}

/** The default server is the person's: nobody else may found, configure or end it. */
export function refuseDefault(client: Client, what: string): void {
  if (!client.address.isDefault) return;
  throw invalidArgument(
    `the default tmux server is the person's own and is not ${what} here: name a socket with \`{ socket }\``,
  );
}

function refuseUnless(client: Client, state: ServerState): void {
  const { socketPath } = client.address;
  const about = (pid: number | undefined): string =>
    `tmux server${pid === undefined ? "" : ` ${String(pid)}`}`;
  switch (state.state) {
    case "socket-lost":
      throw socketLost(client, state.pid);
    case "version-skew":
      throw tmuxError(
        client,
        "VersionSkew",
        `${about(state.pid)} on \`${socketPath}\` is of another version`,
        {},
      );
    case "not-answering":
      throw tmuxError(
        client,
        "Timeout",
        `${about(state.pid)} on \`${socketPath}\` does not answer`,
        {},
      );
    default:
  }
}

/** tmux makes this folder only for a name, and then elsewhere if TMUX_TMPDIR has gone meanwhile. */
function makeDirectory(directory: string | undefined): void {
  if (directory === undefined) return;
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "EEXIST") return;
    const what = `\`${directory}\`, the folder for the socket, cannot be made: ${String(cause)}`;
    throw new TmuxError("PermissionDenied", `${what}; check the folder above it`, { cause });
  }
}

async function found(client: Client): Promise<ServerEpoch> {
  for (const wait of [...BACK_OFF, undefined]) {
    try {
      return await foundOnce(client);
    } catch (error) {
      // An older server that is just ending takes the call and drops it.
      if (wait === undefined || !isTmuxError(error, "ServerExiting", "ServerAbsent")) throw error;
      await pause(client, wait);
    }
  }
  throw tmuxError(client, "ServerExiting", "the tmux server before this one does not end", {});
}

async function foundOnce(client: Client): Promise<ServerEpoch> {
  const commands = [
    ["start-server"],
    ["set-option", "-s", "exit-empty", "off"],
    // Ours, for the client; panes shall have the locale of the person.
    ["set-environment", "-g", "-u", "LC_ALL"],
    ["display-message", "-p", "#{pid} #{start_time}"],
  ];
  const answer = (await call(client, commands, { founding: true })).toString("utf8");
  const [pid, startTime] = answer.trim().split(" ").map(Number);
  return checkEpoch({ pid: pid ?? 0, startTime: startTime ?? 0 });
}

async function configure(
  client: Client,
  commands: readonly Command[],
  what: string,
): Promise<void> {
  try {
    await call(client, commands);
  } catch (error) {
    if (!isTmuxError(error)) throw error;
    const { code, command, stderr, exitCode } = error;
    throw new TmuxError(
      code === "Timeout" ? code : "Command",
      `the tmux server runs, but ${what}: ${stderr || error.message}; mend it, end the server and start it again`,
      { command, stderr, exitCode, delivery: "applied", cause: error },
    );
  }
}

function checkConfig(config: string): string {
  checkText(config, "the path of the configuration");
  if (isAbsolute(config)) return config;
  throw invalidArgument(`configuration \`${config}\` is not absolute: give it from \`/\` on`);
}

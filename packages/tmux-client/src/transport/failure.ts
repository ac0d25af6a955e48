import type { Command } from "./command.js";
import { classify, nextStep } from "./classify.js";
import type { Client } from "./client.js";
import { TmuxError } from "../values/error.js";
import type { TmuxErrorCode, TmuxErrorDetails } from "../values/error.js";
import type { RunOutcome } from "./run.js";
import { skewedServer } from "./skew.js";
import { lostServer } from "./socket.js";

/** A TmuxError whose message ends with what to do next. */
export function tmuxError(
  client: Client,
  code: TmuxErrorCode,
  what: string,
  details: TmuxErrorDetails,
): TmuxError {
  const step = nextStep(code, client.address.socketPath);
  return new TmuxError(code, step ? `${what}; ${step}` : what, details);
}

/** What a call that did not succeed means. */
export async function failure(
  client: Client,
  outcome: RunOutcome,
  command: readonly string[],
  deadlineMs: number,
): Promise<TmuxError> {
  const { socketPath } = client.address;
  const verb = `\`${command.join(" ")}\``;
  if (outcome.kind === "timed-out") {
    const what = `${verb} got no answer on \`${socketPath}\` within ${String(deadlineMs)} ms`;
    return tmuxError(client, "Timeout", what, { command, delivery: "unknown" });
  }
  if (outcome.kind === "aborted") {
    const delivery = outcome.started ? "unknown" : "not-sent";
    return tmuxError(client, "Aborted", `${verb} was aborted`, { command, delivery });
  }
  const { stderr, exitCode } = outcome;
  const details = { command, stderr, exitCode };
  // Killed by someone else: the server may have the command already.
  if (exitCode === undefined) {
    return tmuxError(client, "Command", `${verb} was killed`, { ...details, delivery: "unknown" });
  }
  // tmux says why a command fails; a client that says nothing lost a server that is ending.
  const silent = stderr === "" && outcome.stdout.length === 0;
  const { code, delivery } = silent
    ? ({ code: "ServerExiting", delivery: "unknown" } as const)
    : classify(stderr);
  if (code === "ServerAbsent") return await absent(client, details);
  const skewed = /unexpectedly/.test(stderr) ? await skewedServer(client) : undefined;
  if (skewed !== undefined) {
    const what = `tmux server ${String(skewed)} on \`${socketPath}\` is of another version than \`${client.options.binary}\``;
    return tmuxError(client, "VersionSkew", what, { ...details, delivery: "not-sent" });
  }
  const said = stderr === "" ? `ended with ${String(exitCode)}` : `failed: ${stderr}`;
  return tmuxError(client, code, `${verb} ${said}`, { ...details, delivery });
}

/** tmux said that all was well and did not prove it. */
export function unsealed(client: Client, why: "missing" | "altered", command: Command): TmuxError {
  const verb = `\`${command.join(" ")}\``;
  if (why === "altered") {
    const what = `tmux altered its answer to ${verb}; check that it takes \`-u\` and LC_ALL=C.UTF-8`;
    return tmuxError(client, "Protocol", what, { command, exitCode: 0, delivery: "applied" });
  }
  const what = `the tmux server ended before it was done with ${verb}`;
  return tmuxError(client, "ServerExiting", what, { command, exitCode: 0, delivery: "unknown" });
}

/** No answer on the socket: either no server, or one that lives on without its socket. */
async function absent(client: Client, details: TmuxErrorDetails): Promise<TmuxError> {
  const { socketPath } = client.address;
  const pid = await lostServer(client);
  if (pid === undefined) {
    return tmuxError(
      client,
      "ServerAbsent",
      `no tmux server answers on \`${socketPath}\``,
      details,
    );
  }
  return socketLost(client, pid, details);
}

/** The error about a server that lives on without its socket. */
export function socketLost(client: Client, pid: number, details: TmuxErrorDetails = {}): TmuxError {
  const { socketPath } = client.address;
  const what = `tmux server ${String(pid)} runs, but its socket \`${socketPath}\` is gone`;
  const step = `bring it back with \`server.recover(${String(pid)})\` or \`kill -USR1 ${String(pid)}\``;
  return new TmuxError("SocketLost", `${what}; ${step}`, details);
}

/** The program could not be run at all. */
export function cannotStart(file: string, cause: unknown, command: readonly string[]): TmuxError {
  const code = (cause as NodeJS.ErrnoException).code;
  const details = { command, cause, delivery: "not-sent" } as const;
  if (code === "ENOENT" || code === "EACCES" || code === "ENOTDIR") {
    const why = code === "EACCES" ? "may not be run" : "is not there";
    return new TmuxError(
      "BinaryMissing",
      `\`${file}\` ${why}: install tmux 3.2 or newer, or put it on PATH`,
      details,
    );
  }
  if (code === "E2BIG") {
    return new TmuxError(
      "PayloadTooLarge",
      `the command line for \`${file}\` is too long: send less at once`,
      details,
    );
  }
  return new TmuxError(
    "Command",
    `\`${file}\` could not be started: ${String(cause)}; try again`,
    details,
  );
}

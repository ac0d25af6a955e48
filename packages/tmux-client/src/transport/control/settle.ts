import { TmuxError, isTmuxError } from "../../values/error.js";
import type { Client } from "../client.js";
import type { Command } from "../command.js";
import { tmuxError } from "../failure.js";
import type { Request } from "./request.js";

/** Rejects a request that nobody has settled yet. */
export function settle(request: Request, error: TmuxError): void {
  if (request.settled) return;
  request.settled = true;
  request.reject(error);
}

/** A request whose answer nobody waits for. */
export function silent(text: string, shown: Command): Request {
  const nothing = (): void => {};
  return {
    text,
    shown,
    nonce: undefined,
    blocks: [],
    settled: false,
    resolve: nothing,
    reject: nothing,
    fail: nothing,
  };
}

export function abortedWords(command: Command): string {
  return `\`${command.join(" ")}\` was aborted`;
}

export function disconnected(client: Client, why: string, command: Command = []): TmuxError {
  const said = why === "" ? "" : `: ${why}`;
  const what = `the control connection to \`${client.address.socketPath}\` ended${said}`;
  return tmuxError(client, "Disconnected", what, { command, stderr: why, delivery: "unknown" });
}

/** Nothing of what waited for a connection was sent. */
export function asTmuxError(client: Client, error: unknown): TmuxError {
  const known = isTmuxError(error) ? error : disconnected(client, String(error));
  const { code, message, command, stderr, exitCode } = known;
  return new TmuxError(code, message, {
    command,
    stderr,
    exitCode,
    delivery: "not-sent",
    cause: known,
  });
}

import type { CliContext } from "../context.js";
import { runCli } from "../cli.js";

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: CliContext["env"];
  readonly stdin?: string | Uint8Array;
  /** Width of a terminal on all three; none: pipes. */
  readonly terminal?: number;
  readonly now?: number;
}

/** One run of the command line as a function call, for tests. */
export async function runForTest(
  argv: readonly string[],
  options: RunOptions = {},
): Promise<CliResult> {
  const written = { stdout: "", stderr: "" };
  const terminal = options.terminal !== undefined;
  const writer = (stream: keyof typeof written): CliContext["stdout"] => ({
    write: (text) => void (written[stream] += text),
  });
  const code = await runCli({
    argv,
    env: options.env ?? {},
    stdin: chunks(options.stdin ?? ""),
    stdout: writer("stdout"),
    stderr: writer("stderr"),
    isTTY: { stdin: terminal, stdout: terminal, stderr: terminal },
    columns: options.terminal,
    ended: new AbortController().signal,
    now: () => options.now ?? Date.now(),
  });
  return { code, ...written };
}

async function* chunks(text: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  // Split where it hurts: within a character of more than one byte.
  for (let at = 0; at < bytes.length; at += 3) yield bytes.subarray(at, at + 3);
}

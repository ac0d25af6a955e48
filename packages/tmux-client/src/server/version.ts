import { TmuxError, isTmuxError } from "../values/error.js";
import { clientEnvironment } from "../values/environment.js";
import { resolveOptions } from "../values/options.js";
import type { TmuxOptions } from "../values/options.js";
import { runProcess } from "../transport/run.js";

export interface TmuxVersion {
  /** As tmux writes it: `3.3a`, `next-3.7`, `master`, `openbsd-7.9`. */
  readonly text: string;
  /** Of a release its own. Of another build the release whose features it has at least, which is what `next-3.7` says, or 3.2. */
  readonly major: number;
  readonly minor: number;
}

/**
 * The version of the tmux that would be run. Throws BinaryMissing, Protocol for other words, and Unsupported for a build without a
 * number that does not know what 3.2 brought.
 */
export async function tmuxVersion(options: TmuxOptions = {}): Promise<TmuxVersion> {
  const { binary } = resolveOptions(options);
  const { stdout, command } = await ask(options, ["-V"]);
  const version = parseVersion(stdout);
  if (version === undefined)
    throw new TmuxError(
      "Protocol",
      `\`${binary} -V\` said ${JSON.stringify(stdout)}: check that it is tmux`,
      { command },
    );
  if (version.major > 0) return version;
  // A build with no number of a release is asked for what it can do. Neither flag needs a server.
  const { exitCode } = await ask(options, ["-N", "-D", "-V"]);
  if (exitCode === 0) return { ...version, major: 3, minor: 2 };
  throw new TmuxError(
    "Unsupported",
    `tmux ${version.text} was found, which is no release that is known and does not take \`-N\` and \`-D\`, as tmux does from 3.2 on: install tmux 3.2 or newer`,
    { command },
  );
}

async function ask(
  options: TmuxOptions,
  words: readonly string[],
): Promise<{ stdout: string; exitCode: number | undefined; command: readonly string[] }> {
  const { binary, env, prefix, deadlineMs } = resolveOptions(options);
  const command = [...prefix, binary, ...words];
  const file = command[0] ?? binary;
  try {
    const outcome = await runProcess(file, command.slice(1), {
      env: clientEnvironment(env),
      deadlineMs,
    });
    if (outcome.kind !== "exited") {
      throw new TmuxError(
        "Timeout",
        `\`${binary} ${words.join(" ")}\` did not end within ${String(deadlineMs)} ms: check \`${file}\``,
        { command },
      );
    }
    return { stdout: outcome.stdout.toString("utf8").trim(), exitCode: outcome.exitCode, command };
  } catch (cause) {
    if (isTmuxError(cause)) throw cause;
    throw new TmuxError(
      "BinaryMissing",
      `\`${file}\` cannot be run: install tmux 3.2 or newer, or put it on PATH`,
      { command, cause },
    );
  }
}

/** Throws Unsupported below 3.2, which lacks `-N`, `#{n:}` and `new-session -e`. */
export async function requireVersion(options: TmuxOptions): Promise<TmuxVersion> {
  const version = await tmuxVersion(options);
  if (version.major > 3 || (version.major === 3 && version.minor >= 2)) return version;
  throw new TmuxError(
    "Unsupported",
    `tmux ${version.text} was found, 3.2 or newer is needed: update tmux`,
  );
}

/**
 * Undefined for text that is not what `tmux -V` writes. 0.0 for a build that has no number of a release: one of the newest source, or of
 * OpenBSD, whose number is the system's.
 */
export function parseVersion(text: string): TmuxVersion | undefined {
  const word = /^tmux (\S+)$/.exec(text)?.[1];
  return word === undefined ? undefined : { text: word, ...leastRelease(word) };
}

/** Whether it is the version of a release: `3.3a`. */
export function isRelease(version: string): boolean {
  return /^\d+\.\d+/.test(version);
}

/** The release whose features a build has at least; 0.0 where its name does not say. `next-3.7` is what became 3.7, from after 3.6. */
export function leastRelease(version: string): { readonly major: number; readonly minor: number } {
  const [, next, major, minor] = /^(next-)?(\d+)\.(\d+)/.exec(version) ?? [];
  const release = { major: Number(major ?? 0), minor: Number(minor ?? 0) };
  if (next === undefined) return release;
  return release.minor > 0 ? { ...release, minor: release.minor - 1 } : { major: 0, minor: 0 };
}

import { TmuxError, isTmuxError } from "../values/error.js";
import { clientEnvironment } from "../values/environment.js";
import { resolveOptions } from "../values/options.js";
import type { TmuxOptions } from "../values/options.js";
import { runProcess } from "../transport/run.js";

export interface TmuxVersion {
  /** As tmux writes it: `3.3a`, `next-3.7`, `master`. */
  readonly text: string;
  readonly major: number;
  readonly minor: number;
}

/** The version of the tmux that would be run. Throws BinaryMissing, and Protocol for other words. */
export async function tmuxVersion(options: TmuxOptions = {}): Promise<TmuxVersion> {
  const { binary, env, prefix, deadlineMs } = resolveOptions(options);
  const command = [...prefix, binary, "-V"];
  const file = command[0] ?? binary;
  let said = "";
  try {
    const outcome = await runProcess(file, command.slice(1), {
      env: clientEnvironment(env),
      deadlineMs,
    });
    if (outcome.kind !== "exited") {
      throw new TmuxError(
        "Timeout",
        `\`${binary} -V\` did not end within ${String(deadlineMs)} ms: check \`${file}\``,
        { command },
      );
    }
    said = outcome.stdout.toString("utf8").trim();
  } catch (cause) {
    if (isTmuxError(cause)) throw cause;
    throw new TmuxError(
      "BinaryMissing",
      `\`${file}\` cannot be run: install tmux 3.2 or newer, or put it on PATH`,
      { command, cause },
    );
  }
  const version = parseVersion(said);
  if (version) return version;
  throw new TmuxError(
    "Protocol",
    `\`${binary} -V\` said ${JSON.stringify(said)}: check that it is tmux`,
    { command },
  );
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

/** Undefined for text that is not what `tmux -V` writes. */
export function parseVersion(text: string): TmuxVersion | undefined {
  const word = /^tmux (\S+)$/.exec(text)?.[1];
  if (word === undefined) return undefined;
  // A build from the newest source has no number; it is newer than all that have.
  if (word === "master") return { text: word, major: 99, minor: 0 };
  const numbers = /^(?:next-|openbsd-)?(\d+)\.(\d+)/.exec(word);
  return numbers ? { text: word, major: Number(numbers[1]), minor: Number(numbers[2]) } : undefined;
}

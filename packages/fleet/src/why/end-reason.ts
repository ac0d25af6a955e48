import { signalName } from "../supervisor/signal-name.js";
import type { Reason } from "../documents/reason.js";

/** How a run ended, by whoever saw it. */
export interface End {
  readonly agent: string;
  /** What the launcher said of it; empty where it said nothing but that all is well. */
  readonly words: string;
  /** Its exit code, or the number of the signal that ended it. */
  readonly status: number;
  readonly signalled: boolean;
  /** systemd's word (`Result=`), where a unit held it. */
  readonly result?: string;
  /** What the launcher did not find, where it wrote that down instead of saying it. */
  readonly away?: "program" | "folder" | undefined;
  /** Where launcher and manager speak. */
  readonly lookAt: string;
}

/** Why a run ended as it did. Exit codes below 128 are the launcher's (`start-agent-session.sh --help`) or the agent's own. */
export function endReason(end: End): Reason {
  const { agent, words, status, signalled, result = "", away, lookAt } = end;
  const again = `run \`mosaic-fleet start ${agent}\``;
  const more = `${lookAt} tells more.`;
  const own = `\`mosaic-fleet logs ${agent}\` has its last words.`;
  const reason = (kind: Reason["kind"], message: string, remedy: string): Reason => ({
    kind,
    message,
    remedy,
  });
  const ofManager = managerWords[result];
  if (ofManager !== undefined) {
    const [kind, message, remedy] = ofManager;
    return reason(kind, words || message, `${remedy}, then ${again}; ${more}`);
  }
  if (signalled)
    return reason("ended", `it was ended by ${signalName(status) ?? status}`, next(again, own));
  if (away !== undefined) {
    const [kind, message, remedy] = awayWords[away];
    return reason(kind, message, `${remedy}; to try again at once, ${again}; ${own}`);
  }
  if (words !== "" && status !== 0) {
    const kind = launcherCodes[status] ?? "ended";
    return reason(kind, words, `When that is done, ${again}; ${more}`);
  }
  if (status === 78)
    return reason(
      "configuration",
      "it ended with exit 78, a mistake in its configuration, and is not started again by itself",
      `Fix what it complains of, then ${again}; ${own}`,
    );
  if (status === 75) return reason("session-gone", "its session was gone", next(again, own));
  if (status === 127)
    return reason(
      "program-missing",
      "a program was not found (exit 127)",
      `See whether PATH and the command in the roster and in its env files name what is there, then ${again}; ${own}`,
    );
  if (status === 126)
    return reason(
      "program-missing",
      "a program could not be run (exit 126)",
      `Make it executable, then ${again}; ${own}`,
    );
  if (status === 203 && result === "exit-code")
    return reason(
      "launcher-missing",
      "systemd could not run the launcher, or the agent ended with exit 203",
      `Run \`mosaic-fleet install\`, then ${again}; ${own}`,
    );
  return reason("ended", `it ended with exit ${status}`, next(again, own));
}

function next(again: string, words: string): string {
  return `${words.slice(0, -1)}; to try again, ${again}.`;
}

const awayWords = {
  program: ["program-missing", "its program is away", "Install it, or correct its command"],
  folder: ["folder-missing", "its working directory is away", "Create it, or correct `workdir`"],
} as const;

const launcherCodes: Readonly<Record<number, Reason["kind"]>> = {
  66: "folder-missing",
  69: "tmux-away",
  72: "program-missing",
  73: "no-space",
  75: "session-gone",
  78: "configuration",
};

/** Ends that are the manager's doing. */
const managerWords: Readonly<Record<string, readonly [Reason["kind"], string, string]>> = {
  resources: [
    "not-prepared",
    "systemd could not prepare its start: an environment file or its runtime folder cannot be used",
    "See that each `EnvironmentFile=` of its unit is there and that the runtime folder has space",
  ],
  timeout: [
    "timeout",
    "it was not ready, or did not end, within the time that its unit allows",
    "See whether the machine is overloaded",
  ],
  "oom-kill": [
    "out-of-memory",
    "it was ended for want of memory",
    "Raise `limits.memory_max` in the roster, or have it do less at a time",
  ],
  protocol: [
    "not-prepared",
    "the launcher ended before it told systemd that the agent runs",
    "Run `mosaic-fleet install`",
  ],
};

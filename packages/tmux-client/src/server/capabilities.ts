import { TmuxError } from "../values/error.js";
import type { Client } from "../transport/client.js";
import { running } from "./probe.js";

/** What depends on the version of the server, which may differ from `tmux -V`. */
export type Capability = keyof typeof since;

export interface Capabilities {
  /** As the server writes it: `3.3a`, `next-3.9`. */
  readonly version: string;
  has(capability: Capability): boolean;
  /** Throws Unsupported with the version that has it. */
  require(capability: Capability): void;
}

const since = {
  /** `pane_dead_signal` and `pane_dead_time`: before, a program that a signal ended is `unknown`. */
  exitSignal: [3, 3],
  /** A paste into a dead pane is an error; before, it ends the server, so that it is guarded here. */
  deadPaneError: [3, 4],
  /** A control client may connect while sessions come and go. */
  safeControl: [3, 7],
} as const;

/** Asks the server. Throws TmuxError: ServerAbsent, Timeout, … */
export async function capabilities(client: Client): Promise<Capabilities> {
  return capabilitiesOf((await running(client)).version);
}

export function capabilitiesOf(version: string): Capabilities {
  const has = (capability: Capability): boolean => {
    if (version.startsWith("master")) return true;
    const match = /^(?:next-|openbsd-)?(\d+)\.(\d+)/.exec(version);
    const [major, minor] = since[capability];
    const [found, foundMinor] = [Number(match?.[1] ?? 0), Number(match?.[2] ?? 0)];
    return found > major || (found === major && foundMinor >= minor);
  };
  return {
    version,
    has,
    require(capability) {
      if (has(capability)) return;
      throw new TmuxError(
        "Unsupported",
        `tmux ${version} has no \`${capability}\`, which came with ${since[capability].join(".")}: run a newer server`,
      );
    },
  };
}

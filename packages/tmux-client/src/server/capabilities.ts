import { call } from "../transport/call.js";
import type { Client } from "../transport/client.js";
import { TmuxError } from "../values/error.js";
import { running } from "./probe.js";
import { isRelease, leastRelease } from "./version.js";

/** What depends on the version of the server, which may differ from `tmux -V`. */
export type Capability = "exitSignal" | "deadPaneError" | "safeControl";

export interface Capabilities {
  /** As the server writes it: `3.3a`, `next-3.9`, `openbsd-7.9`. */
  readonly version: string;
  has(capability: Capability): boolean;
  /** Throws Unsupported with the version that has it. */
  require(capability: Capability): void;
}

/**
 * The release that brought each. A build without a release's number is asked for its commands: `sign` is of that release or a later one,
 * so that what is found there is true, and what is not found may be.
 */
const since: Readonly<
  Record<Capability, { readonly release: readonly [number, number]; readonly sign: RegExp }>
> = {
  /** `pane_dead_signal` and `pane_dead_time`: before, a program that a signal ended is `unknown`. */
  exitSignal: { release: [3, 3], sign: /^server-access /m },
  /** A paste into a dead pane is an error; before, it ends the server, so that it is guarded here. */
  deadPaneError: { release: [3, 4], sign: /^refresh-client .*\[-r pane:report\]/m },
  /** A control client may connect while sessions come and go. */
  safeControl: { release: [3, 7], sign: /^set-hook .*\[-B name:what:format\]/m },
};

/** Asks the server. Throws TmuxError: ServerAbsent, Timeout, … */
export async function capabilities(client: Client): Promise<Capabilities> {
  const { version } = await running(client);
  if (isRelease(version)) return capabilitiesOf(version);
  return capabilitiesOf(version, (await call(client, [["list-commands"]])).toString("utf8"));
}

/** `commands` is what `list-commands` wrote; it counts where the version is none of a release. */
export function capabilitiesOf(version: string, commands = ""): Capabilities {
  const least = leastRelease(version);
  const has = (capability: Capability): boolean => {
    const {
      release: [major, minor],
      sign,
    } = since[capability];
    if (least.major > major || (least.major === major && least.minor >= minor)) return true;
    return !isRelease(version) && sign.test(commands);
  };
  return {
    version,
    has,
    require(capability) {
      if (has(capability)) return;
      const release = since[capability].release.join(".");
      throw new TmuxError(
        "Unsupported",
        isRelease(version)
          ? `tmux ${version} has no \`${capability}\`, which came with ${release}: run a newer server`
          : `tmux ${version} is no release that is known, and does not show that it has \`${capability}\`: run a server of tmux ${release} or newer`,
      );
    },
  };
}

import { tmuxVersion } from "@mosaicstack/tmux-client";
import { FleetError } from "../error.js";
import type { Environment } from "../files/paths.js";

/** What the tmux on PATH says of its version, if it can be used. Throws TmuxError `BinaryMissing`, or FleetError `Missing` below 3.2. */
export async function requireTmux(env: Environment): Promise<{ readonly text: string }> {
  const { text, major, minor } = await tmuxVersion({ env });
  if (major > 3 || (major === 3 && minor >= 2)) return { text };
  throw new FleetError(
    "Missing",
    `tmux on PATH is ${text}, and 3.2 is the oldest that can be used`,
    {
      remedy: "Install tmux 3.2 or newer with your package manager.",
    },
  );
}

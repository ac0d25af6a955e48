import { fleetPaths, readRosterText } from "@mosaicstack/fleet";
import { parseRoster, resolveFleet, type DesiredFleet } from "@mosaicstack/roster";
import type { Context } from "../context.js";
import { commandWords, UsageError } from "@mosaicstack/command-line";

/** The fleet that a roster's file wants. Throws `UsageError` where it wants none that can be rehearsed. */
export async function readDesired(file: string, { env }: Context): Promise<DesiredFleet> {
  const text = await readRosterText(file);
  if (text === undefined) throw new UsageError(`there is no roster at \`${file}\``);
  const { roster, diagnostics } = parseRoster(text, { file });
  if (roster === undefined) {
    const worst = diagnostics.find(({ severity }) => severity === "error");
    throw new UsageError(
      `\`${file}\` is not a valid roster${worst === undefined ? "" : `; line ${worst.range.start.line}: ${worst.message}`}`,
      `\`mosaic-fleet validate ${commandWords([file])}\` shows all that is wrong with it.`,
    );
  }
  const desired = resolveFleet(roster, fleetPaths(env));
  if (desired.socketName === undefined)
    throw new UsageError(
      `\`${file}\` has no \`socket_name\`: its agents are guests on your own tmux server, which no rehearsal touches; give it one to rehearse it`,
    );
  if (desired.agents.length === 0) throw new UsageError(`\`${file}\` has no agents`);
  return desired;
}

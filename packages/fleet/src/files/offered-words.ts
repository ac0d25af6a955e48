import { presets, type DesiredFleet } from "@mosaicstack/roster";
import { loadRoster } from "./load-roster.js";
import { fleetPaths, type Environment } from "./paths.js";

export type OfferedKind = keyof typeof wordsOf;

interface Wish {
  /** Default: the roster that the other verbs would use. */
  readonly roster?: string | undefined;
  readonly env: Environment;
}

/**
 * What can be typed on this machine where a word of a kind is wanted, for who only offers it: an earlier reading of the roster
 * will do. Throws FleetError, as where there is no roster.
 */
export async function offeredWords(kind: OfferedKind, wish: Wish): Promise<readonly string[]> {
  return [...new Set(await wordsOf[kind](wish))];
}

const wordsOf = {
  agents: async (wish: Wish): Promise<string[]> =>
    (await fleetOf(wish)).agents.map(({ name }) => name),
  tags: async (wish: Wish): Promise<string[]> =>
    (await fleetOf(wish)).agents.flatMap(({ tags }) => tags),
  // A roster names no hosts yet.
  hosts: async (): Promise<string[]> => await Promise.resolve([]),
  presets: async (): Promise<string[]> => await Promise.resolve(presets.map(({ name }) => name)),
  sockets: async (wish: Wish): Promise<string[]> => {
    const own = await fleetOf(wish).then(
      ({ socketName }) => (socketName === undefined ? [] : [socketName]),
      () => [],
    );
    const { socketNames } = await import("./socket-names.js");
    return [...own, ...socketNames(wish.env)];
  },
} as const;

async function fleetOf({ roster, env }: Wish): Promise<DesiredFleet> {
  const paths = fleetPaths(env);
  return await loadRoster(roster ?? paths.roster, paths, { kept: true });
}

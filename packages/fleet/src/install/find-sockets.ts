import { checkSocketName } from "@mosaicstack/roster";
import { inFolder, listNames } from "@mosaicstack/outside-files";
import type { FleetPaths } from "../files/paths.js";
import { installedSocket } from "../supervisor/choose-supervisor.js";
import { defaultSocket } from "../supervisor/unit-names.js";

/** A socket on which agents of ours may be. */
export interface KnownSocket {
  /** Undefined: the person's own default one. */
  readonly name: string | undefined;
  /** Whether a server of ours may be there, or but guests. */
  readonly isFounded: boolean;
}

/** More than a person has; each costs a look. Agents can write where the names are found. */
const MOST_SOCKETS = 100;

/** Without a roster as well: by what the launcher and we noted of each. `given`: of the roster, and of `--socket`. */
export async function findSockets(
  paths: FleetPaths,
  given: readonly (string | undefined)[],
): Promise<KnownSocket[]> {
  const { runtime, state } = paths;
  const names = (root: string, ...below: string[]): string[] => {
    try {
      return inFolder(root, below, ({ at }) => listNames(at("."), 1000)) ?? [];
    } catch {
      return [];
    }
  };
  const founded = [
    ...given,
    await installedSocket(paths).catch(() => undefined),
    defaultSocket,
    ...names(runtime, "servers"),
    ...names(state, "supervisors"),
  ].filter((name) => name !== undefined);
  const used = [
    ...names(runtime, "channels"),
    ...["sessions", "started", "agents"].flatMap((folder) => names(state, folder)),
  ];
  const isName = (name: string): boolean => checkSocketName(name) === undefined;
  const own = new Set(founded.filter(isName));
  const guests = new Set(used.filter((name) => isName(name) && !own.has(name)));
  const atDefault = used.includes("default") || given.includes(undefined);
  return [
    ...[...own].map((name) => ({ name, isFounded: true })),
    ...(atDefault ? [{ name: undefined, isFounded: false }] : []),
    ...[...guests].map((name) => ({ name, isFounded: false })),
  ].slice(0, MOST_SOCKETS);
}

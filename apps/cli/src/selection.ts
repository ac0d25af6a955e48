import type { Fleet, Selection } from "@mosaicstack/fleet";
import type { FlagTable, FlagValues } from "@mosaicstack/command-line";
import { CliError } from "./failure.js";

/** How commands that act on agents say which. */
export const selectionFlags = {
  all: { says: "every agent of the roster" },
  tag: { value: "TAG", says: "the agents with this tag" },
} as const satisfies FlagTable;

/** Who is meant, said in one way; throws `Usage` where it is said in two, for then one of them is a mistake. */
export function selectionOf(
  names: readonly string[],
  { all, tag }: FlagValues<typeof selectionFlags>,
): Selection {
  const ways = [
    ...(names.length > 0 ? [names.map((name) => `\`${name}\``).join(", ")] : []),
    ...(all ? ["`--all`"] : []),
    ...(tag === undefined ? [] : ["`--tag`"]),
  ];
  if (ways.length > 1) {
    const remedy = "Name agents, or give `--all`, or give `--tag TAG`.";
    throw new CliError("Usage", `${ways.join(" and ")} do not go together`, remedy);
  }
  return { names, all, ...(tag === undefined ? {} : { tag }) };
}

/** Names of the agents meant, in roster order; throws `FleetError` when nobody is, or one that is not there. */
export function selectedNames(fleet: Fleet, selection: Selection): string[] {
  return fleet.select(selection);
}

/** The options of a selection as one types them. */
export function selectionWords({ all, tag }: FlagValues<typeof selectionFlags>): string[] {
  return [...(all ? ["--all"] : []), ...(tag === undefined ? [] : ["--tag", tag])];
}

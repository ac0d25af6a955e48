import type { DesiredAgent, DesiredFleet } from "@mosaicstack/roster";
import { FleetError } from "../error.js";
import type { Selection } from "../fleet.js";

/** The agents meant, in roster order, each once. */
export function selectAgents(fleet: DesiredFleet, selection: Selection): DesiredAgent[] {
  const { names = [], all = false, tag } = selection;
  const known = fleet.agents.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw noSuchAgent(fleet, unknown);
  if (all) return [...fleet.agents];
  if (tag !== undefined) {
    const tagged = fleet.agents.filter(
      ({ name, tags }) => tags.includes(tag) || names.includes(name),
    );
    if (tagged.some(({ tags }) => tags.includes(tag))) return tagged;
    throw new FleetError("NoSuchAgent", `no agent has the tag \`${tag}\``, {
      remedy: "`mosaic-fleet status` lists the agents; tags stand in the roster.",
    });
  }
  if (names.length === 0) {
    throw new FleetError("Usage", "no agent was named", {
      remedy: "Name agents, or give `--all` or `--tag TAG`.",
    });
  }
  return fleet.agents.filter(({ name }) => names.includes(name));
}

/** Throws FleetError `NoSuchAgent`. */
export function selectAgent(fleet: DesiredFleet, name: string): DesiredAgent {
  const agent = fleet.agents.find((each) => each.name === name);
  if (agent === undefined) throw noSuchAgent(fleet, [name]);
  return agent;
}

function noSuchAgent({ file, agents }: DesiredFleet, names: readonly string[]): FleetError {
  const quoted = (all: readonly string[]): string => all.map((name) => `\`${name}\``).join(", ");
  const known = agents.map(({ name }) => name);
  return new FleetError("NoSuchAgent", `${file} has no agent ${quoted(names)}`, {
    remedy: known.length > 0 ? `It has ${quoted(known)}.` : "It has no agents.",
  });
}

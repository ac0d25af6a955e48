import type { DesiredAgent, DesiredFleet } from "@mosaicstack/roster";
import { FleetError } from "../error.js";
import type { Selection } from "../fleet.js";

/** The agents meant, in roster order, each once. */
export function selectAgents(fleet: DesiredFleet, selection: Selection): DesiredAgent[] {
  const { names = [], all = false, tag } = selection;
  const known = fleet.agents.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const list =
      known.length > 0
        ? `It has ${known.map((name) => `\`${name}\``).join(", ")}.`
        : "It has no agents.";
    throw new FleetError(
      "NoSuchAgent",
      `${fleet.file} has no agent ${unknown.map((name) => `\`${name}\``).join(", ")}`,
      { remedy: list },
    );
  }
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

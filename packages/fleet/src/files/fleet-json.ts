import type { DesiredFleet, Source } from "@mosaicstack/roster";
import { digestOfAll, rememberDigest } from "../agent/started-settings.js";
import { isWrittenFleet, type WrittenSources } from "./is-written-fleet.js";

/** A fleet as JSON. Where each value came from is most of it, so that is written short: `workdir: [2, 14]`. */
export function toJson(fleet: DesiredFleet): string {
  const agents = fleet.agents.map((agent) => ({
    ...agent,
    sources: written(agent.sources),
    digest: digestOfAll(agent),
  }));
  return JSON.stringify({ ...fleet, agents, sources: written(fleet.sources) });
}

/** Undefined for what is no fleet. Throws for what is no JSON. */
export function fromJson(json: string): DesiredFleet | undefined {
  const fleet: unknown = JSON.parse(json);
  if (!isWrittenFleet(fleet)) return undefined;
  const { file, socketName } = fleet;
  const agents = fleet.agents.map(({ digest, ...agent }) => {
    const read = {
      ...agent,
      // Keys without a value are there too, as they are behind the parser.
      command: agent.command,
      envFile: agent.envFile,
      sources: readSources(agent.sources, file),
    };
    rememberDigest(read, digest);
    return read;
  });
  return { ...fleet, socketName, agents, sources: readSources(fleet.sources, file) };
}

const kinds = ["built-in", "top", "defaults", "agent"] as const;

function written(sources: Readonly<Record<string, Source>>): WrittenSources {
  const entries = Object.entries(sources).map(([key, { kind, line }]) => {
    const at = kinds.indexOf(kind);
    return [key, line === undefined ? [at] : [at, line]] as const;
  });
  return Object.fromEntries(entries);
}

function readSources(sources: WrittenSources, file: string): Record<string, Source> {
  const found: Record<string, Source> = {};
  for (const [key, [at = 0, line]] of Object.entries(sources)) {
    const kind = kinds[at] ?? "built-in";
    found[key] = line === undefined ? { kind } : { kind, file, line };
  }
  return found;
}

import type { DesiredFleet, Source } from "@mosaicstack/roster";
import { digestOfAll, rememberDigest } from "../agent/started-settings.js";
import { areWrittenSources, isWrittenFleet, type WrittenSources } from "./is-written-fleet.js";

/**
 * A fleet as JSON. Where each value came from is most of it, and asked for by few: that is written short, `workdir: [2, 14]`, as a text
 * of its own.
 */
export function toJson(fleet: DesiredFleet): string {
  const agents = fleet.agents.map((agent) => ({
    ...agent,
    sources: undefined,
    digest: digestOfAll(agent),
  }));
  const sources = JSON.stringify([fleet, ...fleet.agents].map((each) => written(each.sources)));
  return JSON.stringify({ ...fleet, agents, sources });
}

/** Undefined for what is no fleet. Throws for what is no JSON. */
export function fromJson(json: string): DesiredFleet | undefined {
  const fleet: unknown = JSON.parse(json);
  if (!isWrittenFleet(fleet)) return undefined;
  const { file, socketName } = fleet;
  const sourcesOf = laterSources(fleet.sources, file);
  const agents = fleet.agents.map(({ digest, ...agent }, at) => {
    const read = {
      ...agent,
      // Keys without a value are there too, as they are behind the parser.
      command: agent.command,
      envFile: agent.envFile,
      get sources() {
        return sourcesOf(at + 1);
      },
    };
    rememberDigest(read, digest);
    return read;
  });
  return {
    ...fleet,
    socketName,
    agents,
    get sources() {
      return sourcesOf(0);
    },
  };
}

/** Read when they are asked for. Of a text that holds none, none. */
function laterSources(text: string, file: string): (at: number) => Record<string, Source> {
  let all: readonly WrittenSources[] | undefined;
  const found = new Map<number, Record<string, Source>>();
  return (at) => {
    const known = found.get(at);
    if (known !== undefined) return known;
    all ??= sourcesIn(text);
    const sources = readSources(all[at] ?? {}, file);
    found.set(at, sources);
    return sources;
  };
}

function sourcesIn(text: string): readonly WrittenSources[] {
  try {
    const value: unknown = JSON.parse(text);
    return areWrittenSources(value) ? value : [];
  } catch {
    return [];
  }
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

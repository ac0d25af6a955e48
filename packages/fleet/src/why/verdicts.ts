import { dirname, join } from "node:path";
import { loadUnitSet, SystemdError, verifyWithSystemd } from "@mosaicstack/systemd-units";
import type { Environment } from "../files/paths.js";
import { filesOf, type UnitFacts } from "./unit-facts.js";

/** By unit, what systemd says of it. */
export type Verdicts = ReadonlyMap<string, string>;

/**
 * What systemd itself says of each of these units that it does not load, when it reads it anew; the manager has said it to the journal
 * alone. One call for all of them, as each takes its time, and a template's drop-in breaks every agent.
 */
export async function verdictsOn(
  all: readonly UnitFacts[],
  { units, env }: { readonly units: string; readonly env: Environment },
): Promise<Verdicts> {
  const found = new Map<string, string>();
  const paths = new Set(
    all
      .filter((facts) => isUnloadable(facts) && canBeRead(facts, env))
      .map(({ unit, FragmentPath }) => join(FragmentPath ? dirname(FragmentPath) : units, unit)),
  );
  try {
    const lines = await verifyWithSystemd([...paths], { env, deadlineMs: 5000 });
    for (const { message } of lines ?? []) {
      const [, unit = "", words = ""] = /^(\S+\.[a-z]+): (.*)$/s.exec(message) ?? [];
      if (unit === "" || found.has(unit)) continue;
      found.set(unit, words.replace(/ Refusing\.$/, "").replace(/\.$/, ""));
    }
  } catch (error) {
    if (!(error instanceof SystemdError)) throw error;
  }
  return found;
}

/** Whether it is there, and is refused for what stands in it. */
function isUnloadable({ LoadState: load }: UnitFacts): boolean {
  return !["loaded", "merged", "masked", "not-found"].includes(load);
}

/** What waits for ever when it is opened keeps systemd from an answer, for all units of the call. */
function canBeRead(facts: UnitFacts, env: Environment): boolean {
  const { HOME: home } = env;
  const { unreadable = [], named = [] } = loadUnitSet(filesOf(facts), {
    instances: [facts.unit],
    env,
    ...(home === undefined ? {} : { home }),
  });
  const files = named.filter(({ key }) => key === "EnvironmentFile");
  return ![...unreadable, ...files].some(({ kind }) => kind === "fifo" || kind === "device");
}

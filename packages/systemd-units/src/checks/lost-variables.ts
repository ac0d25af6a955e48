import { basename } from "node:path";
import { groupBy } from "../group-by.js";
import type { MergedValue } from "../unit-file/merge-units.js";
import { splitWords } from "../values/split-words.js";
import type { CheckedUnit } from "./finding.js";

/** Variables that an agent was given and does not get, and the line that takes them away. */
export interface LostVariables {
  readonly names: readonly string[];
  readonly at: MergedValue;
}

/** Of what the unit itself sets for the launcher, and of all that the roster sets. What a person set, a person may take away. */
export function lostVariables(unit: CheckedUnit): LostVariables[] {
  const given = unit
    .all("Service", "Environment")
    .flatMap(({ value, file }) => splitWords(value).words.map((word) => ({ word, file })))
    .map(({ word, file }) => ({ name: word.replace(/=.*$/s, ""), file }))
    .filter(({ name, file }) => isOfRoster(file) || (file === unit.main && isOfUnit(name)))
    .map(({ name }) => name);
  const lost = [...new Set(given)].filter(
    (name) => !unit.environment.has(name) && !HARMLESS.includes(name),
  );
  const reset = unit.all("Service", "Environment").findLast(({ value }) => value === "");
  const taken = lost.flatMap((name) => {
    const at = takenBy(unit, name) ?? reset;
    return at === undefined ? [] : [{ name, at }];
  });
  return [...groupBy(taken, ({ at }) => at)].map(([at, all]) => ({
    at,
    names: all.map(({ name }) => name),
  }));
}

/** The launcher finds its unit and its socket without; that the socket is another's then is another rule's finding. */
const HARMLESS = ["MOSAIC_UNIT", "MOSAIC_TMUX_SOCKET"];

function isOfUnit(name: string): boolean {
  return name === "PATH" || name.startsWith("MOSAIC_");
}

function isOfRoster(file: string): boolean {
  return basename(file) === "50-roster.conf";
}

function takenBy(unit: CheckedUnit, name: string): MergedValue | undefined {
  return unit
    .list("Service", "UnsetEnvironment")
    .findLast(({ value }) =>
      splitWords(value).words.some((word) => word === name || word.startsWith(`${name}=`)),
    );
}

import { commandWords } from "@mosaicstack/command-line";
import type { LaneChoice } from "./lane-names.js";
import type { ScenarioResult } from "./live-document.js";

/** The command that has a failure again. */
export function againOf({ id, supervisor, seed, again }: ScenarioResult): string {
  const usual = `mosaic-fleet-harness live --scenario ${id} --supervisor ${supervisor} --seed ${seed}`;
  return again ?? usual;
}

/** A result whose `again` runs the same command in the same lane. */
export function againWith(
  result: ScenarioResult,
  { cli, lane }: { readonly cli?: string | undefined; readonly lane: LaneChoice },
): ScenarioResult {
  const given = [
    ...(cli === undefined ? [] : ["--cli", cli]),
    ...(lane === "auto" ? [] : ["--lane", lane]),
  ];
  if (result.status !== "failed" || given.length === 0) return result;
  return { ...result, again: `${againOf(result)} ${commandWords(given)}` };
}

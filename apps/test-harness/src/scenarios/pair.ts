import type { Rehearsal } from "../live/rehearsal.js";
import type { Views } from "../views/views.js";

/** The name of one is the beginning of the other's: what matches by prefix hits the wrong one. */
export const PAIR: readonly string[] = ["cod", "coder"];
export const PAIR_RUNS = { cod: "running", coder: "running" } as const;

/** Installs and starts both. */
export async function startPair(fleet: Rehearsal): Promise<Views> {
  return fleet.begin(PAIR);
}

import { agentUnit } from "@mosaicstack/fleet";
import type { Rehearsal } from "../live/rehearsal.js";
import type { Views } from "../live/views.js";

/** The name of one is the beginning of the other's: what matches by prefix hits the wrong one. */
export const PAIR: readonly string[] = ["cod", "coder"];
export const PAIR_RUNS = { cod: "running", coder: "running" } as const;

/** Installs and starts both; the holder comes up because they require it. */
export async function startPair(fleet: Rehearsal): Promise<Views> {
  await fleet.install(PAIR);
  await fleet.manager.start(PAIR.map(agentUnit));
  return fleet.agree("after the start of `cod` and `coder`", { agents: PAIR_RUNS });
}

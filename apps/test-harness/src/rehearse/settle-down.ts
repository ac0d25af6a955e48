import { setTimeout as sleep } from "node:timers/promises";
import { agentUnit } from "@mosaicstack/fleet";
import type { Rehearsal } from "../live/rehearsal.js";
import { lifeOf, type Views } from "../views/views.js";

const STILL_LOOKS = 20;
const LOOKS_MS = 100;
const LONGEST_MS = 120_000;

/** Waits until nothing more happens to these agents; what is there then. Nobody knows what will be, so it is waited for quiet. */
export async function settleDown(fleet: Rehearsal, agents: readonly string[]): Promise<Views> {
  const end = Date.now() + LONGEST_MS;
  let last = "";
  let still = 0;
  for (;;) {
    const views = await fleet.look(agents);
    const now = JSON.stringify(agents.map((agent) => lifeOf(views, agent) ?? null));
    still = now === last && !isBusy(views, agents) ? still + 1 : 0;
    if (still >= STILL_LOOKS || Date.now() >= end) return views;
    last = now;
    await sleep(LOOKS_MS);
  }
}

function isBusy({ units }: Views, agents: readonly string[]): boolean {
  return agents.some((agent) => units?.get(agentUnit(agent))?.active.endsWith("activating"));
}

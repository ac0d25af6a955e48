import { agentUnit } from "@mosaicstack/fleet";
import type { Rehearsal } from "../live/rehearsal.js";
import { ScenarioFailure } from "../live/scenario-failure.js";
import { settle } from "../live/settle.js";
import { lifeOf, type Views } from "../views/views.js";

const STILL_LOOKS = 20;
const LONGEST_MS = 120_000;

/**
 * Waits until nothing more happens to these agents; what is there then. Nobody knows what will be, so it is waited for quiet. Throws
 * `ScenarioFailure` where it does not get quiet.
 */
export async function settleDown(
  fleet: Pick<Rehearsal, "look" | "status">,
  agents: readonly string[],
  longestMs = LONGEST_MS,
): Promise<Views> {
  let last: string | undefined;
  let still = 0;
  const look = async (): Promise<{ views: Views; moving: readonly string[] }> => {
    const views = await fleet.look(agents);
    const now = JSON.stringify(agents.map((agent) => lifeOf(views, agent) ?? null));
    let moving = busyUnits(views, agents);
    still = now === last && moving.length === 0 ? still + 1 : 0;
    last = now;
    // Without units the command alone knows of a pause before a start, and it costs a process: asked last
    if (still >= STILL_LOOKS && views.units === undefined) moving = await busyOf(fleet);
    if (moving.length > 0) still = 0;
    return { views, moving };
  };
  const { seen, problems } = await settle(
    look,
    ({ moving }) => {
      if (still >= STILL_LOOKS) return [];
      return moving.length > 0 ? moving : ["its processes change again and again"];
    },
    longestMs,
  );
  if (problems.length === 0) return seen.views;
  throw new ScenarioFailure(
    `the fleet did not come to rest in ${longestMs / 1000} seconds: ${problems.join("; ")}`,
  );
}

function busyUnits({ units }: Views, agents: readonly string[]): string[] {
  return agents.flatMap((agent) => tell(agent, units?.get(agentUnit(agent))?.active));
}

async function busyOf(fleet: Pick<Rehearsal, "status">): Promise<string[]> {
  const { agents } = await fleet.status();
  return agents.flatMap(({ name, lifecycle }) => tell(name, lifecycle));
}

function tell(agent: string, state = ""): string[] {
  return state.endsWith("activating") ? [`\`${agent}\` is ${state}`] : [];
}

import { probeLanes, type Lane, type Sandbox } from "@mosaicstack/systemd-sandbox";
import type { LaneChoice } from "./lane-names.js";

/** A lane that rehearsals may take. */
export type RehearsalLane = "sandbox" | "delegated";

export type ChosenLane =
  { readonly lane: RehearsalLane } | { readonly lane: null; readonly reason: string };

/** What `probe` prints of a lane. */
export interface LaneReport {
  readonly lane: Exclude<LaneChoice, "auto">;
  readonly possible: boolean;
  readonly reason: string;
  readonly missing?: readonly string[];
}

const WHY_NOT_HOST =
  "rehearsals kill servers, so they never run on your own user manager; take `sandbox` or `delegated`";

/** All lanes, in the order of preference. The user's own manager is reported, and never possible. */
export async function readLanes(probe: () => Promise<Lane[]> = probeLanes): Promise<LaneReport[]> {
  return (await probe()).map(({ lane, ...rest }) => {
    const reason = rest.reason.replaceAll("`root`", "`sandbox`");
    if (lane !== "host") return { ...rest, lane: laneOf(lane), reason };
    return { lane, possible: false, reason: `${reason}; ${WHY_NOT_HOST}` };
  });
}

/** What the command line calls the lane of a sandbox. */
export function laneOf(lane: Sandbox["lane"]): RehearsalLane {
  return lane === "root" ? "sandbox" : lane;
}

/** The lane to take, or why there is none. */
export function chooseLane(choice: LaneChoice, lanes: readonly LaneReport[]): ChosenLane {
  const asked = lanes.filter(({ lane }) => (choice === "auto" ? lane !== "host" : lane === choice));
  for (const { lane, possible } of asked) if (possible && lane !== "host") return { lane };
  return { lane: null, reason: asked.map(({ lane, reason }) => `${lane}: ${reason}`).join("; ") };
}

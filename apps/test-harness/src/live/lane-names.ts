/** The lanes as they are called on the command line. */
export const laneNames = ["auto", "sandbox", "delegated", "host"] as const;
export type LaneChoice = (typeof laneNames)[number];

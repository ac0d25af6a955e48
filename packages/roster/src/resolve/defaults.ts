import type { DesiredAgent } from "./desired-fleet.js";

/** What an agent is when neither it nor `defaults` says so. There are no limits, and no runtime. */
export const workdirDefault = "~";

export const restartDefaults: DesiredAgent["restart"] = {
  policy: "always",
  delaySeconds: 5,
  maxDelaySeconds: 300,
  burst: 10,
};

/** Of an agent that has `idle` at all. */
export const idleDefaults: NonNullable<DesiredAgent["idle"]> = {
  stopAfterSeconds: 2 * 3600,
  wake: "message",
};

export const transcriptDefault: number = 20 * 1024 ** 2;

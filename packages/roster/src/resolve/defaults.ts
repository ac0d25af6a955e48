import type { DesiredAgent } from "./desired-fleet.js";

/** What an agent is when neither it nor `defaults` says so. There are no limits, and no runtime. */
export const workdirDefault = "~";

export const restartDefaults: DesiredAgent["restart"] = {
  policy: "always",
  delaySeconds: 5,
  maxDelaySeconds: 300,
  burst: 10,
};

export const transcriptDefault: number = 20 * 1024 ** 2;

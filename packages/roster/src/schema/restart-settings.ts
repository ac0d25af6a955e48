import { enum as words } from "zod";
import { restartDefaults } from "../resolve/defaults.js";
import { count, timeSpan } from "./leaf.js";
import type { RestartSettings } from "./roster.js";
import type { Shape } from "./shape.js";
import { formatTimeSpan } from "../values/time-span.js";

const MONTH = 30 * 24 * 3600;

/** What happens when an agent ends. */
export const restartShape: Shape<RestartSettings> = {
  policy: words(["always", "on-failure", "no"])
    .meta({
      description: "When an agent that ended comes back; of a task: `on-failure`.",
      builtIn: restartDefaults.policy,
    })
    .optional(),
  delay: timeSpan(0.1, MONTH)
    .meta({
      description: "Time before the first restart.",
      samples: ["5s", "1m30s"],
      builtIn: formatTimeSpan(restartDefaults.delaySeconds),
    })
    .optional(),
  max_delay: timeSpan(0.1, MONTH)
    .meta({
      description: "The delay grows up to this.",
      samples: ["5m", "1h"],
      builtIn: formatTimeSpan(restartDefaults.maxDelaySeconds),
    })
    .optional(),
  burst: count(1, 10_000)
    .meta({
      description: "So many restarts in a row, reset by ten minutes of running.",
      builtIn: restartDefaults.burst,
    })
    .optional(),
};

import { enum as words } from "zod";
import { idleDefaults } from "../resolve/defaults.js";
import { timeSpan } from "./leaf.js";
import type { IdleSettings } from "./roster.js";
import type { Shape } from "./shape.js";
import { formatTimeSpan } from "../values/time-span.js";

const MINUTE = 60;
const MONTH = 30 * 24 * 3600;

/** When an idle agent sleeps, and what wakes it. */
export const idleShape: Shape<IdleSettings> = {
  stop_after: timeSpan(MINUTE, MONTH, { never: "never" as const })
    .meta({
      description:
        "So long idle, it is stopped and its conversation kept; `never` in spite of `defaults`.",
      samples: ["2h", "never"],
      builtIn: formatTimeSpan(idleDefaults.stopAfterSeconds),
    })
    .optional(),
  wake: words(["message", "never"])
    .meta({
      description: "A message starts it again, or is refused; `start` does in any case.",
      builtIn: idleDefaults.wake,
    })
    .optional(),
};

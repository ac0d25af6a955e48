import { literal, union } from "zod";
import { count, reads, size } from "./leaf.js";
import type { LimitSettings } from "./roster.js";
import type { Shape } from "./shape.js";

const MIB = 1024 ** 2;
/** With less the launcher itself is ended at its start, or cannot start what it needs: measured with systemd 252 and dash. */
const LEAST = { memory: 4 * MIB, tasks: 4 };

/** Resource limits of an agent. */
export const limitsShape: Shape<LimitSettings> = {
  memory_high: size(MIB, { infinity: Infinity })
    .meta({
      description: "Memory above which the agent is slowed and reclaimed: `MemoryHigh=`.",
      samples: ["3G", "infinity"],
    })
    .optional(),
  memory_max: size(LEAST.memory, { infinity: Infinity })
    .meta({
      description: "Memory that the agent cannot exceed: `MemoryMax=`.",
      samples: ["4G", "infinity"],
    })
    .optional(),
  tasks_max: reads(
    union([count(LEAST.tasks, 4_194_304), literal("infinity")], {
      error: "a whole number, or `infinity`",
    }),
    (value) => ({ value: value === "infinity" ? Infinity : value }),
  )
    .meta({
      description: "Most processes and threads of the agent: `TasksMax=`.",
      samples: [512, "infinity"],
    })
    .optional(),
  cpu_weight: count(1, 10_000)
    .meta({
      description: "Share of the processor against other agents, 100 is usual: `CPUWeight=`.",
      samples: [50, 200],
    })
    .optional(),
};

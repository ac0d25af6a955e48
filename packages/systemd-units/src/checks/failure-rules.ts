import { execLineOf } from "./exec-line-of.js";
import { faultAt } from "./fault.js";
import type { Rule } from "./finding.js";
import { runsLauncher } from "./launcher.js";
import { CONFIG, PASSING } from "./restart-rules.js";

export const failureRules: readonly Rule[] = [
  {
    code: "MF526",
    severity: "error",
    what: "A failure of holder and agents counts as one",
    why: "What counts as success is not started again by `Restart=on-failure`, ends `inactive` instead of `failed`, and nobody is told: the launcher's codes from 66 to 78 mean that a session, a server, a folder or the configuration is lost.",
    remedy:
      "Remove `-` before the program, and the launcher's codes from `SuccessExitStatus=`; what an agent itself ends with may stand there.",
    *check(unit) {
      if (unit.role === undefined) return;
      for (const line of unit.list("Service", "ExecStart"))
        if (execLineOf(line.value).commands.some(({ ignoresFailure }) => ignoresFailure))
          yield faultAt(line, `Every end of \`${unit.name}\` counts as success`);
      if (unit.role !== "agent" || !runsLauncher(unit)) return;
      for (const at of unit.list("Service", "SuccessExitStatus")) {
        const words = at.value.split(/\s+/);
        const lost = words.filter((word) => [...PASSING, ...CONFIG].includes(word));
        if (lost.length > 0)
          yield faultAt(at, `\`${unit.name}\` counts ${lost.join(", ")} as success`);
      }
    },
  },
];

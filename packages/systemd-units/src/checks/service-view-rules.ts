import { parseUnitName } from "../names/unit-name.js";
import { parseSize } from "../values/parse-size.js";
import type { MergedValue } from "../unit-file/merge-units.js";
import { faultAt, faultOf, lastOf } from "./fault.js";
import type { Rule } from "./finding.js";
import { deniedCall } from "./denied-call.js";
import { runsLauncher } from "./launcher.js";
import { AGENT_PREFIX } from "./role-of.js";
import { sharedViews } from "./shared-views.js";

export const serviceViewRules: readonly Rule[] = [
  {
    code: "MF521",
    severity: "error",
    what: "Holder and agents see the files that they share, and may write and run them",
    why: "The socket is in `/tmp`, the launcher's files are in `%t` and in the home: with a view of its own the holder is not found by anyone, and an agent does not find it. What the holder sees, every pane sees.",
    remedy:
      "Remove the setting, or give all of it back, as by `ReadWritePaths=/tmp %t %h` or `ExecPaths=/usr %h`; confine what an agent runs by its own command, as with `bwrap`.",
    *check(unit) {
      if (unit.role === undefined) return;
      for (const { at, effect } of sharedViews(unit))
        yield {
          ...faultAt(
            at,
            `\`${at.key}=${at.value}\` ${effect} what \`${unit.name}\` shares with the others`,
          ),
          ...(effect === "forbids to write" && unit.role === "agent"
            ? { severity: "warning" as const }
            : {}),
        };
    },
  },
  {
    code: "MF522",
    severity: "error",
    what: "Holder and agents may do what tmux and a shell script do",
    why: "Without Unix sockets no client reaches the server; with a filter or a limit that is too tight tmux or the launcher is killed, or can neither start a process nor write. What the holder may not do, no pane may.",
    remedy: "Remove the setting, or loosen it.",
    *check(unit) {
      if (unit.role === undefined) return;
      const families = unit.list("Service", "RestrictAddressFamilies");
      if (forbids(families, "AF_UNIX"))
        yield faultOf(unit, "RestrictAddressFamilies", `\`${unit.name}\` may not use \`AF_UNIX\``);
      const calls = unit.list("Service", "SystemCallFilter");
      const [first] = calls;
      const denied = deniedCall(calls);
      if (denied !== undefined)
        yield faultAt(
          denied.at,
          `\`${unit.name}\` may not call \`${denied.call}\`, and tmux and a shell do`,
        );
      else if (first && !first.value.startsWith("~") && forbids(calls, "@system-service"))
        yield {
          ...faultOf(
            unit,
            "SystemCallFilter",
            `\`${unit.name}\` may make fewer system calls than \`@system-service\` has`,
          ),
          severity: "warning",
        };
      const subset = lastOf(unit, "ProcSubset");
      if (subset?.value === "pid")
        yield faultAt(subset, `\`${unit.name}\` sees no more of \`/proc\` than processes`);
      for (const [key, [least, said]] of Object.entries(LEAST)) {
        const at = lastOf(unit, key);
        const limit = parseSize(at?.value.split(":")[0] ?? "");
        if (at !== undefined && limit !== undefined && limit < least)
          yield faultAt(
            at,
            `\`${key}=${at.value}\` is less than the ${said} that \`${unit.name}\` needs`,
          );
      }
    },
  },
  {
    code: "MF523",
    severity: "error",
    what: "Holder and agents need no terminal, socket or PID file of the unit's",
    why: "A user unit has none of them: the start fails, or waits for what never comes.",
    remedy: "Remove the setting.",
    *check(unit) {
      if (unit.role === undefined) return;
      for (const key of ["StandardInput", "StandardOutput", "StandardError"]) {
        const at = lastOf(unit, key);
        if (at !== undefined && /^(?:tty|socket|fd:)/.test(at.value))
          yield faultAt(at, `\`${key}=${at.value}\` of \`${unit.name}\` is not there`);
      }
      const pid = lastOf(unit, "PIDFile");
      if (unit.role === "holder" && pid !== undefined && pid.value !== "")
        yield faultAt(
          pid,
          `Nothing writes \`${pid.value}\`, and the start of \`${unit.name}\` waits for it`,
        );
    },
  },
  {
    code: "MF525",
    severity: "error",
    what: "An agent's own environment file is read",
    why: "What stands in `agents/<agent>.env` wins over the roster; where the unit does not read it the launcher refuses to start, for the agent would run with other settings than are written down.",
    remedy:
      "Add `EnvironmentFile=-%E/mosaic/fleet/agents/%i.env` behind the line that takes it away.",
    *check(unit) {
      // What the launcher reads of itself it takes for the unit's too.
      const { prefix = "" } = parseUnitName(unit.name) ?? {};
      const isFleets = [AGENT_PREFIX, "mosaic-gave-up"].includes(prefix);
      if (unit.main === undefined || !(unit.role === "agent" || isFleets) || !runsLauncher(unit))
        return;
      const isOwn = ({ key, value }: MergedValue): boolean =>
        key === "EnvironmentFile" && /\/fleet\/agents\/.+\.env$/.test(value);
      if (
        (isFleets || unit.assignments.some(isOwn)) &&
        !unit.list("Service", "EnvironmentFile").some((one) => isOwn(one))
      )
        yield faultOf(
          unit,
          "EnvironmentFile",
          `\`${unit.name}\` does not read its own environment file`,
        );
    },
  },
];

/** The limits below which tmux or a shell does not start; tried on systemd 252. Processes count for the whole user (setrlimit(2)). */
const LEAST: Readonly<Record<string, readonly [number, string]>> = {
  LimitNOFILE: [16, "16 open files"],
  LimitFSIZE: [1024 ** 2, "1 MiB of a file"],
  LimitAS: [32 * 1024 ** 2, "32 MiB of addresses"],
  LimitSTACK: [64 * 1024, "64 KiB of stack"],
  LimitNPROC: [8, "8 processes"],
  TasksMax: [4, "4 tasks"],
  MemoryMax: [4 * 1024 ** 2, "4 MiB of memory"],
};

/** An allow-list that does not name it, or a deny-list (`~`) that does; the first word says which of the two it is. */
function forbids(values: readonly MergedValue[], word: string): boolean {
  if (values.length === 0) return false;
  const named = values.some(({ value }) => value.replace(/^~/, "").split(/\s+/).includes(word));
  return values[0]?.value.startsWith("~") ? named : !named;
}

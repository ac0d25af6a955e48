import { parseUnitName } from "../names/unit-name.js";
import { parseBoolean } from "../values/parse-boolean.js";
import { parseTimeSpan } from "../values/parse-time-span.js";
import { execLineOf } from "./exec-line-of.js";
import { faultAt, faultOf, isWhole, lastOf, serviceValue } from "./fault.js";
import type { CheckedUnit, Fault, Rule } from "./finding.js";
import { runsLauncher } from "./launcher.js";
import { tmuxCalls } from "./tmux-calls.js";

const SECOND = 1_000_000;

export const serviceLifeRules: readonly Rule[] = [
  {
    code: "MF517",
    severity: "error",
    what: "The type of holder and agents is how they say that they are ready",
    why: "The launcher reports its session, tmux reports nothing: with another type the start never ends, or ends before there is a session.",
    remedy: "Use `Type=notify` for agents and `Type=exec` for the holder.",
    *check(unit) {
      if (!isWhole(unit, unit.role)) return;
      const type = serviceValue(unit, "Type") || "simple";
      if (unit.role === "agent" && runsLauncher(unit)) {
        if (["notify", "notify-reload"].includes(type)) return;
        const early = ["simple", "exec", "idle"].includes(type);
        yield {
          ...faultOf(
            unit,
            "Type",
            `\`${unit.name}\` is \`Type=${type}\`, which is not told of its session`,
          ),
          ...(early ? { severity: "warning" as const } : {}),
        };
      } else if (unit.role === "holder" && startsServer(unit) && TOLD.includes(type))
        yield faultOf(
          unit,
          "Type",
          `\`${unit.name}\` is \`Type=${type}\`, and \`tmux -D\` never says that it is ready`,
        );
    },
  },
  {
    code: "MF518",
    severity: "error",
    what: "An agent has the launcher's runtime directory, and no other",
    why: "The launcher takes it for a sign that it runs as a unit: without it, or with two, the session is made outside the unit, or not at all.",
    remedy: "Have `RuntimeDirectory=mosaic-fleet/agents/%i` alone.",
    *check(unit) {
      if (!isWhole(unit, "agent") || !runsLauncher(unit)) return;
      const folders = unit
        .list("Service", "RuntimeDirectory")
        .flatMap(({ value }) => value.split(/\s+/));
      const instance = parseUnitName(unit.name)?.instance || "%i";
      const own = ["%i", instance].map((name) => `mosaic-fleet/agents/${name}`);
      if (folders.length === 1 && own.includes(folders[0] ?? "")) return;
      const said = folders.map((folder) => `\`${folder}\``).join(", ");
      yield {
        ...faultOf(
          unit,
          "RuntimeDirectory",
          `\`${unit.name}\` has ${said === "" ? "no runtime directory" : `the runtime directory ${said}`}`,
        ),
        // It runs there as the guest of an unknown server, and nobody finds what it says of itself.
        ...(folders.length === 1 ? { severity: "warning" as const } : {}),
      };
    },
  },
  {
    code: "MF519",
    severity: "error",
    what: "Nothing ends a holder or an agent that works",
    why: "Neither tmux nor the launcher feeds a watchdog; what ends the holder ends every session, and an action of a unit ends the user manager with all that it runs.",
    remedy: "Remove the setting.",
    *check(unit) {
      if (unit.role === undefined) return;
      for (const key of ["WatchdogSec", "RuntimeMaxSec"]) {
        const at = lastOf(unit, key);
        const span = parseTimeSpan(at?.value ?? "") ?? 0;
        if (at !== undefined && span > 0 && span < Infinity)
          yield {
            ...faultAt(at, `\`${key}=${at.value}\` ends \`${unit.name}\` while it works`),
            ...(key === "RuntimeMaxSec" && unit.role === "agent"
              ? { severity: "warning" as const }
              : {}),
          };
      }
      const unneeded = lastOf(unit, "StopWhenUnneeded", "Unit");
      if (unit.role === "agent" && unneeded && parseBoolean(unneeded.value))
        yield faultAt(unneeded, `Nothing needs \`${unit.name}\`, so it is stopped at once`);
      for (const [key, limit] of Object.entries(JOB_LIMITS)) {
        const at = lastOf(unit, key, "Unit");
        const span = parseTimeSpan(at?.value ?? "") ?? 0;
        if (at !== undefined && span > 0 && span < limit)
          yield faultAt(
            at,
            `\`${key}=${at.value}\` drops a start or stop of \`${unit.name}\` that takes longer`,
          );
      }
      for (const key of ACTIONS) {
        const at = lastOf(unit, key, "Unit");
        if (at !== undefined && !["", "none"].includes(at.value))
          yield faultAt(at, `\`${key}=${at.value}\` ends more than \`${unit.name}\``);
      }
      for (const key of ["OnFailureJobMode", "OnSuccessJobMode"]) {
        const at = lastOf(unit, key, "Unit");
        if (at?.value === "isolate")
          yield faultAt(at, `\`${key}=isolate\` stops whatever else runs`);
      }
    },
  },
  {
    code: "MF520",
    severity: "error",
    what: "Holder and agents can be started and stopped by hand",
    why: "`mosaic-fleet` starts, stops and restarts them as a person does: systemd refuses each of its commands.",
    remedy: "Remove `RefuseManualStart=` and `RefuseManualStop=`.",
    *check(unit) {
      if (unit.role === undefined) return;
      for (const key of ["RefuseManualStart", "RefuseManualStop"]) {
        const at = lastOf(unit, key, "Unit");
        if (at !== undefined && parseBoolean(at.value))
          yield faultAt(at, `\`${key}=\` is set for \`${unit.name}\``);
      }
    },
  },
  {
    code: "MF524",
    severity: "warning",
    what: "What holder and agents run is a tmux server and a session on it",
    why: "A unit with a name of the fleet that runs something else has no server, or no session, and `status` and every command miss it.",
    remedy: "Remove the `ExecStart=` of the drop-in; what an agent runs is said in the roster.",
    check: runsOther,
  },
];

/** Types that wait to be told; a oneshot waits for its end. */
const TOLD = ["notify", "notify-reload", "forking", "oneshot", "dbus"];
const ACTIONS = ["SuccessAction", "FailureAction", "StartLimitAction", "JobTimeoutAction"];
/** A start or stop of the shipped units may take half a minute, and waits for others before it runs. */
const JOB_LIMITS = { JobRunningTimeoutSec: 30 * SECOND, JobTimeoutSec: 60 * SECOND };

function* runsOther(unit: CheckedUnit): Generator<Fault> {
  const starts = unit.list("Service", "ExecStart");
  const [start] = starts;
  if (!isWhole(unit, unit.role) || unit.role === undefined || start === undefined) return;
  const holds = unit.role === "holder" ? startsServer(unit) : runsLauncher(unit);
  if (!holds && !starts.some(({ value }) => tmuxCalls(value).length > 0))
    yield faultAt(
      start,
      `\`${unit.name}\` starts ${unit.role === "holder" ? "no tmux server" : "neither the launcher nor a session"}`,
    );
  // With `@` the first word is what the program is called.
  const own = execLineOf(start.value).commands[0];
  if (unit.role === "agent" && own !== undefined && isLauncher(own.path) && own.args.length === 0)
    yield {
      ...faultAt(start, `The launcher of \`${unit.name}\` is given no agent's name`),
      severity: "error",
    };
}

function isLauncher(path: string): boolean {
  return path.endsWith("/start-agent-session.sh");
}

function startsServer(unit: CheckedUnit): boolean {
  return unit
    .list("Service", "ExecStart")
    .some(({ value }) => tmuxCalls(value).some(({ isServer }) => isServer));
}

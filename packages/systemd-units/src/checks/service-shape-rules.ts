import { parseUnitName } from "../names/unit-name.js";
import { parseBoolean } from "../values/parse-boolean.js";
import { execLineOf } from "./exec-line-of.js";
import { parseTimeSpan } from "../values/parse-time-span.js";
import { faultAt, faultMissing, faultOf, isWhole, lastOf, latest, serviceValue } from "./fault.js";
import type { Rule } from "./finding.js";
import { namesOfFiles } from "./peers.js";
import { runsLauncherIn } from "./launcher.js";
import { tmuxCalls } from "./tmux-calls.js";

const SLICE = "mosaic-fleet.slice";

export const serviceShapeRules: readonly Rule[] = [
  {
    code: "MF511",
    severity: "warning",
    what: "The holder is ready when its server answers",
    why: "`tmux -D` listens a moment after it runs: agents that start at once find no socket. And what waits for it needs an end.",
    remedy: "Add an `ExecStartPost=` that waits for the server, and `TimeoutStartSec=30`.",
    *check(unit) {
      if (!isWhole(unit, "holder")) return;
      const start = unit
        .list("Service", "ExecStart")
        .find(({ value }) => tmuxCalls(value).some(({ isServer }) => isServer));
      if (start === undefined) return;
      const limits = ["TimeoutStartSec", "TimeoutSec"];
      const span = parseTimeSpan(lastOf(unit, limits)?.value ?? "");
      if (unit.list("Service", "ExecStartPost").length === 0)
        yield faultAt(
          lastOf(unit, "ExecStartPost") ?? start,
          "The holder counts as started before its server answers",
        );
      else if (span === Infinity || span === 0)
        yield faultOf(unit, limits, "The start of the holder may take for ever");
      for (const line of unit.list("Service", "ExecStartPost"))
        if (runsLauncherIn(line) && execLineOf(line.value).commands[0]?.ignoresFailure)
          yield faultAt(line, "The holder counts as started though its server does not answer");
    },
  },
  {
    code: "MF512",
    severity: "error",
    what: "A forking tmux server has something to hold it",
    why: "A server without a session ends at once unless `exit-empty` is off, so the unit is dead when it has just started.",
    remedy: "Use `Type=exec` with `tmux -D`, or start it with a session of its own.",
    *check(unit) {
      if (unit.role === "agent" || serviceValue(unit, "Type") !== "forking") return;
      for (const line of unit.list("Service", "ExecStart"))
        for (const { command } of tmuxCalls(line.value)) {
          const makesSession = command.some((word) => /^new(?:-session)?$/.test(word));
          const staysEmpty = command.join(" ").includes("exit-empty off");
          if (!makesSession && !staysEmpty)
            yield faultAt(
              latest([line, lastOf(unit, "Type")]) ?? line,
              "tmux starts without a session, and ends at once",
            );
        }
    },
  },
  {
    code: "MF513",
    severity: "warning",
    what: "Holder and agents are in the fleet's slice",
    why: "In the slice that systemd makes up no limit binds all of them together.",
    remedy: "Set `Slice=mosaic-fleet.slice` in `[Service]`.",
    *check(unit, { installed }) {
      if (!isWhole(unit, "holder") && !isWhole(unit, "agent")) return;
      const slice = lastOf(unit, "Slice");
      const units = namesOfFiles(unit);
      if (slice === undefined)
        yield faultMissing(unit, "Service", `\`${unit.name}\` has no \`Slice=\``);
      else if (
        (installed || units.has(SLICE)) &&
        !units.has(slice.value) &&
        !isBelow(slice.value, SLICE)
      )
        yield faultAt(slice, `\`${slice.value}\` is not among the units, so it has no limits`);
    },
  },
  {
    code: "MF514",
    severity: "error",
    what: "A user unit does not change its user",
    why: "A user manager may not: the start fails with 216/GROUP or 217/USER.",
    remedy: "Remove `User=` and `Group=`; install the unit for that user instead.",
    *check(unit) {
      for (const key of ["User", "Group", "SupplementaryGroups", "DynamicUser"]) {
        const assignment = lastOf(unit, key);
        if (assignment === undefined || ["", "no", "false", "0", "off"].includes(assignment.value))
          continue;
        yield faultAt(assignment, `\`${key}=\` stands in a user unit`);
      }
    },
  },
  {
    code: "MF515",
    severity: "error",
    what: "A service can be started",
    why: "systemd refuses to load a service that starts nothing, starts two things at once, or would restart a job that is done.",
    remedy: "Give one `ExecStart=`; several, and no `Restart=always`, only with `Type=oneshot`.",
    *check(unit) {
      if (parseUnitName(unit.name)?.suffix !== "service" || unit.main === undefined) return;
      // An empty file masks the unit, which is another rule's finding.
      if (unit.assignments.length === 0 && unit.files[0]?.unit.sections.length === 0) return;
      const commands = (key: string) =>
        unit
          .list("Service", key)
          .flatMap((line) => execLineOf(line.value).commands.map(() => line));
      const starts = commands("ExecStart");
      const type = serviceValue(unit, "Type");
      const restart = lastOf(unit, "Restart");
      const succeeds = !["", "none"].includes(lastOf(unit, "SuccessAction", "Unit")?.value ?? "");
      const remains = parseBoolean(serviceValue(unit, "RemainAfterExit")) === true;
      if (starts.length === 0 && !succeeds && !(remains && commands("ExecStop").length > 0))
        yield faultOf(unit, "ExecStart", `\`${unit.name}\` has no \`ExecStart=\``);
      if (starts.length > 1 && starts[1] !== undefined && type !== "oneshot")
        yield faultAt(
          starts[1],
          "There is more than one command, and the service is not `Type=oneshot`",
        );
      if (
        type === "oneshot" &&
        restart !== undefined &&
        ["always", "on-success"].includes(restart.value)
      )
        yield faultOf(
          unit,
          ["Type", "Restart"],
          `\`Restart=${restart.value}\` is refused for \`Type=oneshot\``,
        );
      if (type === "oneshot" && serviceValue(unit, "ExitType") === "cgroup")
        yield faultOf(
          unit,
          ["Type", "ExitType"],
          "`ExitType=cgroup` is refused for `Type=oneshot`",
        );
      if (
        serviceValue(unit, "PAMName") !== "" &&
        ["none", "process"].includes(serviceValue(unit, "KillMode"))
      )
        yield faultOf(
          unit,
          ["PAMName", "KillMode"],
          "`PAMName=` is refused with such a `KillMode=`",
        );
      if (type === "dbus" && serviceValue(unit, "BusName") === "")
        yield faultOf(unit, ["Type", "BusName"], "`Type=dbus` has no `BusName=`");
    },
  },
];

/** A slice is within another by its name: `a-b.slice` within `a.slice` (systemd.slice(5)). */
function isBelow(slice: string, above: string): boolean {
  return slice.startsWith(`${above.replace(/\.slice$/, "")}-`);
}

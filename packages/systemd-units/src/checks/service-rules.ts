import { parseBoolean } from "../values/parse-boolean.js";
import { faultAt, faultOf, isWhole, serviceValue } from "./fault.js";
import type { Rule } from "./finding.js";

export const serviceRules: readonly Rule[] = [
  {
    code: "MF501",
    severity: "error",
    what: "Holder and agents are not `Type=oneshot` with `RemainAfterExit=`",
    why: "Such a unit stays `active (exited)` and green after its server or session was killed.",
    remedy:
      "Use `Type=exec` for the holder and `Type=notify` for agents, without `RemainAfterExit=`.",
    *check(unit) {
      const remain = unit.get("Service", "RemainAfterExit");
      if (
        unit.role !== undefined &&
        serviceValue(unit, "Type") === "oneshot" &&
        remain !== undefined &&
        parseBoolean(remain.value) === true
      )
        yield faultAt(remain, `\`${unit.name}\` stays active when what it started is gone`);
    },
  },
  {
    code: "MF502",
    severity: "error",
    what: "Holder and agents end what they started",
    why: "With `KillMode=none` or `process` the children of a stopped agent live on, without a unit that shows or limits them.",
    remedy: "Use `KillMode=mixed` for agents and `KillMode=control-group` for the holder.",
    *check(unit) {
      const mode = unit.get("Service", "KillMode");
      if (unit.role !== undefined && mode !== undefined && ["none", "process"].includes(mode.value))
        yield faultAt(
          mode,
          `\`KillMode=${mode.value}\` leaves processes of \`${unit.name}\` behind`,
        );
    },
  },
  {
    code: "MF503",
    severity: "error",
    what: "The holder restarts",
    why: "Without `Restart=` the first crash of the tmux server ends the whole fleet until someone notices.",
    remedy: "Set `Restart=always` in `[Service]`.",
    *check(unit) {
      if (!isWhole(unit, "holder")) return;
      const restart = serviceValue(unit, "Restart");
      if (!["always", "on-failure"].includes(restart))
        yield faultOf(
          unit,
          "Restart",
          `The holder has \`Restart=${restart || "no"}\`, so a crash may be its last`,
        );
    },
  },
  {
    code: "MF504",
    severity: "error",
    what: "The holder survives the OOM killer's choice of one process",
    why: "By default systemd then stops the whole unit: one hungry process ends the tmux server with every agent.",
    remedy: "Set `OOMPolicy=continue` in `[Service]`.",
    *check(unit) {
      if (isWhole(unit, "holder") && serviceValue(unit, "OOMPolicy") !== "continue")
        yield faultOf(unit, "OOMPolicy", "The holder has no `OOMPolicy=continue`");
    },
  },
  {
    code: "MF505",
    severity: "error",
    what: "An agent's cgroup is delegated",
    why: "The pane starts in the holder's cgroup; without `Delegate=` it cannot move into the agent's, so limits and stop miss the agent.",
    remedy: "Set `Delegate=yes` in `[Service]`.",
    *check(unit) {
      if (
        isWhole(unit, "agent") &&
        (unit.get("Service", "Delegate") === undefined ||
          parseBoolean(serviceValue(unit, "Delegate")) === false)
      )
        yield faultOf(unit, "Delegate", `\`${unit.name}\` has no \`Delegate=yes\``);
    },
  },
  {
    code: "MF506",
    severity: "error",
    what: "A service that a script reports ready takes that report",
    why: "`systemd-notify` is a short-lived child; without `NotifyAccess=all` its message is dropped and the start times out.",
    remedy: "Set `NotifyAccess=all` in `[Service]`.",
    *check(unit) {
      const type = unit.get("Service", "Type");
      if (
        isWhole(unit, "agent") &&
        type?.value === "notify" &&
        serviceValue(unit, "NotifyAccess") !== "all"
      )
        yield faultAt(type, `\`${unit.name}\` is \`Type=notify\` without \`NotifyAccess=all\``);
    },
  },
];

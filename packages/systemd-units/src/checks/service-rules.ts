import { parseBoolean } from "../values/parse-boolean.js";
import { faultAt, faultOf, isWhole, lastOf, serviceValue } from "./fault.js";
import type { Rule } from "./finding.js";
import { neverAgain } from "./restart-rules.js";

export const serviceRules: readonly Rule[] = [
  {
    code: "MF501",
    severity: "error",
    what: "Holder and agents are active no longer than what they started",
    why: "With `RemainAfterExit=` a unit stays `active (exited)` and green after its server or session has ended, and is not restarted.",
    remedy:
      "Remove `RemainAfterExit=` and `ExitType=`; use `Type=exec` for the holder and `Type=notify` for agents.",
    *check(unit) {
      const remain = lastOf(unit, "RemainAfterExit");
      if (unit.role !== undefined && remain !== undefined && parseBoolean(remain.value) === true)
        yield faultAt(remain, `\`${unit.name}\` stays active when what it started is gone`);
      const exit = lastOf(unit, "ExitType");
      if (unit.role === "agent" && exit?.value === "cgroup")
        yield faultAt(
          exit,
          `\`${unit.name}\` stays active as long as anything that its agent started`,
        );
    },
  },
  {
    code: "MF502",
    severity: "error",
    what: "Holder and agents end what they started",
    why: "With `KillMode=none` or `process`, or `SendSIGKILL=no`, the children of a stopped agent live on, without a unit that shows or limits them, and it cannot start again; on a signal other than TERM neither the launcher nor tmux ends in order.",
    remedy:
      "Use `KillMode=mixed` for agents and `KillMode=control-group` for the holder; remove `KillSignal=` and `SendSIGKILL=`.",
    *check(unit) {
      if (unit.role === undefined) return;
      const signal = lastOf(unit, "KillSignal");
      if (signal !== undefined && !/^(?:SIG)?TERM$|^15$/.test(signal.value))
        yield faultAt(
          signal,
          `A stop of \`${unit.name}\` begins with ${signal.value}, not with TERM`,
        );
      const last = lastOf(unit, "SendSIGKILL");
      if (last !== undefined && parseBoolean(last.value) === false)
        yield faultAt(last, `What does not obey a stop of \`${unit.name}\` is left running`);
      const mode = lastOf(unit, "KillMode");
      if (mode !== undefined && ["none", "process"].includes(mode.value))
        yield faultAt(
          mode,
          `\`KillMode=${mode.value}\` leaves processes of \`${unit.name}\` behind`,
        );
    },
  },
  {
    code: "MF503",
    severity: "error",
    what: "The holder restarts, whatever ended it, and more than once",
    why: "Without `Restart=` the first crash of the tmux server ends the whole fleet until someone notices; so does an end that is kept from a restart.",
    remedy:
      "Set `Restart=always` in `[Service]`, and `StartLimitBurst=20` in `[Unit]`; remove `RestartPreventExitStatus=`.",
    *check(unit) {
      if (!isWhole(unit, "holder")) return;
      const restart = serviceValue(unit, "Restart");
      if (!["always", "on-failure"].includes(restart))
        yield faultOf(
          unit,
          "Restart",
          `The holder has \`Restart=${restart || "no"}\`, so a crash may be its last`,
        );
      else yield* neverAgain(unit);
      for (const at of unit.list("Service", "RestartPreventExitStatus"))
        yield faultAt(at, `The holder stays away after ${at.value}`);
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
        (lastOf(unit, "Delegate") === undefined ||
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
      if (
        isWhole(unit, "agent") &&
        ["notify", "notify-reload"].includes(serviceValue(unit, "Type")) &&
        serviceValue(unit, "NotifyAccess") !== "all"
      )
        yield faultOf(
          unit,
          ["Type", "NotifyAccess"],
          `\`${unit.name}\` is \`Type=${serviceValue(unit, "Type")}\` without \`NotifyAccess=all\``,
        );
    },
  },
];

import { dirname } from "node:path";
import { parseUnitName } from "../names/unit-name.js";
import { parseBoolean } from "../values/parse-boolean.js";
import { dependencies, faultAt, faultMissing, isWhole, lastOf, latest } from "./fault.js";
import { NEWEST_KNOWN_VERSION } from "../newest-known-version.js";
import { AGENT_PREFIX, TARGET_NAME } from "./role-of.js";
import type { CheckedUnit, Rule } from "./finding.js";

export const holderAgentRules: readonly Rule[] = [
  {
    code: "MF201",
    severity: "error",
    what: "An agent is ordered after the holder",
    why: "Without the order both start at once, and the agent asks for a session before there is a server.",
    remedy: "Add `After=mosaic-tmux-holder.service` to `[Unit]`.",
    *check(unit) {
      if (isWhole(unit, "agent") && !names(unit, "After"))
        yield faultMissing(
          unit,
          "Unit",
          `\`${unit.name}\` has no \`After=\` that names the holder (${unit.holders.join(", ")})`,
        );
    },
  },
  {
    code: "MF202",
    severity: "error",
    what: "An agent requires the holder, or wants it and is part of it",
    why: "With `Wants=` alone a stopped holder leaves the agent active without its session, and a restarted one does not bring it back. `Requires=` does both, but where a start of the holder fails, the agent's own start fails with it and no `Restart=` answers.",
    remedy:
      "Add `Wants=mosaic-tmux-holder.service` and `PartOf=mosaic-tmux-holder.service` to `[Unit]`.",
    *check(unit) {
      if (
        !isWhole(unit, "agent") ||
        names(unit, "Requires") ||
        names(unit, "BindsTo") ||
        (names(unit, "Wants") && names(unit, "PartOf"))
      )
        return;
      yield faultMissing(
        unit,
        "Unit",
        `\`${unit.name}\` neither requires the holder nor both wants it and is part of it`,
      );
    },
  },
  {
    code: "MF203",
    severity: "error",
    what: "An agent is not bound to the holder",
    why: "After a crash of the holder, bound agents are stopped as a dependency, so `Restart=` does not apply and they stay dead.",
    remedy: "Replace `BindsTo=` by `Wants=`, and name the holder in `PartOf=` too.",
    *check(unit) {
      if (unit.role !== "agent") return;
      for (const key of ["BindsTo", "BindTo"])
        for (const { name, at } of dependencies(unit, key))
          if (unit.holders.includes(name))
            yield faultAt(
              at,
              `\`${key}=${name}\` keeps \`${unit.name}\` dead after a crash of the holder`,
            );
    },
  },
  {
    code: "MF204",
    severity: "error",
    what: "The holder does not depend on an agent",
    why: "One agent that fails, or is stopped, would then stop the holder, and with it every other agent.",
    remedy:
      "Remove the dependency; the target and the links of `systemctl --user enable` start agents.",
    *check(unit) {
      if (unit.role === "agent")
        for (const { name, at } of dependencies(unit, "PropagatesStopTo"))
          if (unit.holders.includes(name))
            yield faultAt(at, `A stop of \`${unit.name}\` stops the holder too`);
      if (unit.role !== "holder") return;
      for (const key of [
        "Requires",
        "Requisite",
        "BindsTo",
        "BindTo",
        "PartOf",
        "Wants",
        "Upholds",
        "StopPropagatedFrom",
      ])
        for (const { name, at } of dependencies(unit, key))
          if (isAgentName(name))
            yield faultAt(at, `The holder depends on the agent \`${name}\` by \`${key}=\``);
    },
  },
  {
    code: "MF205",
    severity: "error",
    what: "Nothing upholds an agent, the holder or the target",
    why: "What is upheld is started again in the same second in which someone stops it.",
    remedy:
      "Use `Wants=` and `WantedBy=`, and remove the link in a folder `….upholds`; the unit's own `Restart=` brings it back after a failure.",
    *check(unit, { version = NEWEST_KNOWN_VERSION }) {
      const isOurs = (name: string): boolean =>
        isAgentName(name) || unit.holders.includes(name) || name === TARGET_NAME;
      for (const { name, at } of dependencies(unit, "Upholds"))
        if (isOurs(name))
          yield faultAt(at, `\`Upholds=${name}\` undoes an explicit stop of that unit`);
      // Before, systemd passes over it.
      if (version >= 254 && (unit.role !== undefined || isOurs(unit.name)))
        for (const { name, at } of dependencies(unit, "UpheldBy", "Install"))
          yield faultAt(at, `\`UpheldBy=${name}\` undoes an explicit stop of \`${unit.name}\``);
      // Links belong to the set, so the first unit speaks for all.
      for (const { path, name } of unit.peers[0] === unit ? (unit.set.links ?? []) : [])
        if (dirname(path).endsWith(".upholds") && isOurs(name))
          yield { file: path, line: 1, message: `The link undoes an explicit stop of \`${name}\`` };
    },
  },
  {
    code: "MF210",
    severity: "error",
    what: "Holder, agents and target do not conflict",
    why: "The start of one then stops the other: there is never both a server and a session.",
    remedy: "Remove the `Conflicts=`.",
    *check(unit) {
      if (unit.role === undefined) return;
      for (const { name, at } of dependencies(unit, "Conflicts"))
        if (
          unit.holders.includes(name) ||
          isAgentName(name) ||
          dependencies(unit, "PartOf").some((of) => of.name === name)
        )
          yield faultAt(at, `\`${unit.name}\` and \`${name}\` stop each other`);
    },
  },
  {
    code: "MF211",
    severity: "error",
    what: "A timer that comes after an agent has no default dependencies",
    why: "By default a timer is there before `basic.target`, and an agent comes after that: systemd breaks the circle at boot by dropping one of them.",
    remedy: "Add `DefaultDependencies=no` to `[Unit]` of the timer.",
    *check(unit) {
      if (parseUnitName(unit.name)?.suffix !== "timer" || unit.main === undefined) return;
      const after = dependencies(unit, "After").find(({ name }) => isAgentName(name));
      const defaults = lastOf(unit, "DefaultDependencies", "Unit");
      if (after === undefined || parseBoolean(defaults?.value ?? "yes") === false) return;
      yield faultAt(
        latest([after.at, defaults]) ?? after.at,
        `\`${unit.name}\` is there before \`basic.target\`, and comes after \`${after.name}\``,
      );
    },
  },
  {
    code: "MF212",
    severity: "error",
    what: "The timer of a schedule fires at the times that are applied",
    why: "`keep-schedule.sh` reads `X-MosaicStart=` and `X-MosaicStop=`, and the timer `OnCalendar=`: what stands in one of them alone does nothing, or too late.",
    remedy: "Say the times in the roster, and run `mosaic-fleet apply`.",
    *check(unit) {
      const { prefix, suffix } = parseUnitName(unit.name) ?? {};
      if (suffix !== "timer") return;
      const applied = ["X-MosaicStart", "X-MosaicStop"].flatMap(
        (key) => lastOf(unit, key, "Unit") ?? [],
      );
      const fired = unit.list("Timer", "OnCalendar");
      if (applied.length === 0 && prefix !== "mosaic-schedule") return;
      const isIn = (value: string, list: readonly { readonly value: string }[]): boolean =>
        list.some((each) => each.value === value);
      for (const at of applied)
        if (!isIn(at.value, fired))
          yield faultAt(at, `\`${unit.name}\` does not fire at \`${at.value}\``);
      for (const at of fired)
        if (!isIn(at.value, applied))
          yield faultAt(
            at,
            `\`${unit.name}\` fires at \`${at.value}\`, and nothing is applied then`,
          );
    },
  },
];

function names(unit: CheckedUnit, key: string): boolean {
  return dependencies(unit, key).some(({ name }) => unit.holders.includes(name));
}

function isAgentName(name: string): boolean {
  return name.startsWith(`${AGENT_PREFIX}@`);
}

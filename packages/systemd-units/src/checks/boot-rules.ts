import { basename, dirname } from "node:path";
import { parseUnitName } from "../names/unit-name.js";
import { dependencies, faultMissing, faultOf } from "./fault.js";
import type { CheckedUnit, Rule } from "./finding.js";
import { AGENT_PREFIX, TARGET_NAME } from "./role-of.js";
import { namesOfFiles } from "./peers.js";

export const bootRules: readonly Rule[] = [
  {
    code: "MF213",
    severity: "error",
    what: "What comes back after a boot can be linked for it",
    why: "`systemctl --user enable` makes the links that `[Install]` names, and `mosaic-fleet apply` asks it to: without one the unit starts now, and never again by itself.",
    remedy:
      "Have `WantedBy=mosaic-fleet.target` in `[Install]` of the template and the schedule's timer, `WantedBy=default.target` in that of the target, and `Wants=mosaic-tmux-holder.service` in its `[Unit]`.",
    *check(unit) {
      if (unit.main === undefined) return;
      if (isLinked(unit) && WANTS.every((key) => dependencies(unit, key, "Install").length === 0))
        yield faultOf(
          unit,
          WANTS,
          `\`${unit.name}\` cannot be enabled: \`[Install]\` names nothing that starts it`,
          "Install",
        );
      if (unit.name === TARGET_NAME && !startsHolder(unit))
        yield {
          ...faultMissing(unit, "Unit", `A start of \`${unit.name}\` does not start the holder`),
          severity: "warning",
        };
    },
  },
  {
    code: "MF214",
    severity: "warning",
    what: "An agent that is given up tells so",
    why: "Once no restart is to come nobody else says it: the fleet's events and the person's hook `failed` hear of it by `OnFailure=` alone.",
    remedy: "Have `OnFailure=mosaic-gave-up@%i.service` in `[Unit]` of the template.",
    *check(unit) {
      const { prefix, instance } = parseUnitName(unit.name) ?? {};
      if (unit.role !== "agent" || unit.main === undefined || prefix !== AGENT_PREFIX) return;
      const own = ["%i", instance].map((name) => `mosaic-gave-up@${name ?? ""}.service`);
      if (!dependencies(unit, "OnFailure").some(({ name }) => own.includes(name)))
        yield faultMissing(unit, "Unit", `Nothing tells that \`${unit.name}\` is given up`);
    },
  },
];

const WANTS = ["WantedBy", "RequiredBy", "UpheldBy"];

/** What `mosaic-fleet` links; the holder is started by the target and by who wants it. */
function isLinked({ name }: CheckedUnit): boolean {
  const { prefix = "", suffix } = parseUnitName(name) ?? {};
  return (
    name === TARGET_NAME ||
    (prefix === AGENT_PREFIX && suffix === "service") ||
    (prefix === "mosaic-schedule" && suffix === "timer")
  );
}

function startsHolder(target: CheckedUnit): boolean {
  const units = namesOfFiles(target);
  const holders = target.holders.filter((name) => units.has(name));
  const wanted = ["Wants", "Requires", "BindsTo", "Upholds"].flatMap((key) =>
    dependencies(target, key).map(({ name }) => name),
  );
  const linked = (target.set.links ?? [])
    .filter(({ path }) => basename(dirname(path)).startsWith(`${target.name}.`))
    .map(({ name }) => name);
  return holders.length === 0 || holders.some((name) => [...wanted, ...linked].includes(name));
}

import { parseUnitName } from "../names/unit-name.js";
import type { MergedUnit } from "../unit-file/merge-units.js";
import { tmuxCalls } from "./tmux-calls.js";

export const HOLDER_NAME = "mosaic-tmux-holder.service";
export const TARGET_NAME = "mosaic-fleet.target";
export const AGENT_PREFIX = "mosaic-agent";
/** Of what stands beside an agent: looks whether it may sleep, whether the clock starts or stops it, tells that it is given up. */
const BESIDE_PREFIXES = ["mosaic-idle", "mosaic-schedule", "mosaic-gave-up"];

export function isBeside({ name }: Pick<MergedUnit, "name">): boolean {
  return BESIDE_PREFIXES.includes(parseUnitName(name)?.prefix ?? "");
}

/** What a unit is to the fleet: by its name, else by what it runs. Drop-ins alone are known by name only. */
export function roleOf(unit: MergedUnit): "holder" | "agent" | undefined {
  const parts = parseUnitName(unit.name);
  if (parts?.suffix !== "service") return undefined;
  if (unit.name === HOLDER_NAME) return "holder";
  if (parts.prefix === AGENT_PREFIX && parts.instance !== undefined) return "agent";
  if (isBeside(unit)) return undefined;
  const starts = unit.list("Service", "ExecStart").map(({ value }) => value);
  if (starts.some((value) => tmuxCalls(value).some(({ isServer }) => isServer))) return "holder";
  if (
    parts.instance !== undefined &&
    starts.some((value) => value.includes("start-agent-session.sh"))
  )
    return "agent";
  return undefined;
}

import type { UserManager } from "@mosaicstack/systemd-units";
import { holderUnit } from "../supervisor/unit-names.js";

const properties = [
  "LoadState",
  "LoadError",
  "ActiveState",
  "SubState",
  "Result",
  "Restart",
  "RestartPreventExitStatus",
  "RestartForceExitStatus",
  "NRestarts",
  "StartLimitBurst",
  "ExecMainCode",
  "ExecMainStatus",
  "StatusText",
  "RestartUSecNext",
  "RestartUSec",
  "FragmentPath",
  "DropInPaths",
  "Requires",
  "Requisite",
  "BindsTo",
  "Wants",
] as const;

/** What the manager knows of a unit that may explain its state; the names and words of `systemctl show`. */
export interface UnitFacts extends Readonly<Record<(typeof properties)[number], string>> {
  readonly unit: string;
}

/** In one call of the manager; of units that were never loaded too. */
export async function readFacts(
  manager: UserManager,
  units: readonly string[],
): Promise<UnitFacts[]> {
  const shown = await manager.properties(units, properties);
  return [...shown].map(([unit, row]) => ({ unit, ...row }));
}

/** The units that it needs: without one of them it is not started, or, of the holder, cannot run. */
export function requirementsOf({ Requires, Requisite, BindsTo, Wants }: UnitFacts): string[] {
  const needed = `${Requires} ${Requisite} ${BindsTo}`.split(" ").filter(Boolean);
  const holder = Wants.split(" ").filter((name) => name === holderUnit);
  return [...new Set([...needed, ...holder])];
}

/** Every file that it is made of, the strongest last. */
export function filesOf({
  FragmentPath,
  DropInPaths,
}: Pick<UnitFacts, "FragmentPath" | "DropInPaths">): string[] {
  return [FragmentPath, ...DropInPaths.split(" ")].filter(Boolean);
}

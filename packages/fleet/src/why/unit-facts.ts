import type { UserManager } from "@mosaicstack/systemd-units";

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

/** The units that it needs: without one of them it is not started. */
export function requirementsOf(facts: UnitFacts): string[] {
  return [...new Set(`${facts.Requires} ${facts.Requisite} ${facts.BindsTo}`.split(" "))].filter(
    Boolean,
  );
}

/** Every file that it is made of, the strongest last. */
export function filesOf({
  FragmentPath,
  DropInPaths,
}: Pick<UnitFacts, "FragmentPath" | "DropInPaths">): string[] {
  return [FragmentPath, ...DropInPaths.split(" ")].filter(Boolean);
}

import { UsageError } from "@mosaicstack/command-line";
import type { SupervisorName } from "../views/views.js";
import { roundsOf } from "./rounds.js";
import type { Scenario } from "./scenario.js";
import { selectById } from "./select-by-id.js";

export interface Selection {
  readonly scenario?: string | undefined;
  readonly quick?: boolean | undefined;
}

/** The scenarios that are asked for, at least one of which means something under one of the supervisors. Throws `UsageError`. */
export function selectScenarios(
  offered: readonly Scenario[],
  { scenario, quick = false }: Selection,
  under: readonly SupervisorName[],
): readonly Scenario[] {
  const named = selectById(offered, scenario);
  const chosen = quick ? named.filter((each) => each.quick) : named;
  for (const pattern of quick && scenario !== undefined ? scenario.split(",") : [])
    if (pattern !== "" && !selectById(offered, pattern).some((each) => each.quick))
      throw new UsageError(`\`${pattern}\` is not in the quick set`, "Leave out `--quick`.");
  if (roundsOf(chosen, { under, seed: 0, repeat: 1 }).length > 0) return chosen;
  throw new UsageError(
    `\`${scenario}\` means nothing under ${under.join(" and ")}`,
    "Leave out `--supervisor`.",
  );
}

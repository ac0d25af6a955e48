import { holderUnit } from "../supervisor/unit-names.js";
import { blamesForRequirement, placesOf, toldBlames } from "./blame.js";
import { loadReason, readPieces } from "./load-reason.js";
import type { LoadContext } from "./load-context.js";
import { requirementsOf, type UnitFacts } from "./unit-facts.js";
import { unitReason } from "./unit-reason.js";
import type { Reason } from "../documents/reason.js";

/** By unit, why one that it needs keeps it from being started. `states`: of all that any of them needs. */
export async function requirementReasons(
  all: readonly (UnitFacts & { readonly again: string })[],
  states: readonly UnitFacts[],
  context: LoadContext,
): Promise<Map<string, Reason>> {
  const found = new Map<string, Reason>();
  for (const facts of all) {
    const trouble = states.find(
      (state) => requirementsOf(facts).includes(state.unit) && !canBeUsed(state),
    );
    if (trouble !== undefined)
      found.set(facts.unit, await tell(facts, trouble, facts.again, context));
  }
  return found;
}

function canBeUsed({ LoadState: load, ActiveState: active }: UnitFacts): boolean {
  return load === "loaded" && active !== "failed";
}

async function tell(
  facts: UnitFacts,
  trouble: UnitFacts,
  again: string,
  context: LoadContext,
): Promise<Reason> {
  const why =
    (await loadReason(trouble, again, context)) ??
    unitReason(trouble.unit, trouble)?.message ??
    "it failed";
  const needed = trouble.unit;
  // Every agent needs the holder: which file says so is no news.
  const blames = needed === holderUnit ? [] : blamesForRequirement(needed, await readPieces(facts));
  const by = blames.length === 0 ? "" : ` (${toldBlames(blames, "and")})`;
  if (typeof why === "string")
    return {
      kind: "requirement",
      message: `it needs \`${needed}\`${by}, which failed: ${why}`,
      remedy: `See \`systemctl --user status ${needed}\` and fix what it says, then ${again}.`,
    };
  if (why.kind === "not-installed" && needed !== holderUnit) {
    const out =
      blames.length === 0 ? "do not require it" : `take it out of ${placesOf(blames, "and")}`;
    return {
      kind: "requirement",
      message: `it needs \`${needed}\`${by}, which is not there`,
      remedy: `Install that unit, or ${out}, then ${again}.`,
    };
  }
  return {
    kind: "requirement",
    message: `it needs \`${needed}\`${by}: ${why.message}`,
    remedy: why.remedy,
  };
}

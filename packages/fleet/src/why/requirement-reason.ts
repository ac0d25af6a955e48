import type { UserManager } from "@mosaicstack/systemd-units";
import { holderUnit } from "../unit-names.js";
import { blameForRequirement } from "./blame.js";
import { loadReason, readPieces, type LoadContext } from "./load-reason.js";
import type { Reason } from "./reason.js";
import { readFacts, requirementsOf, type UnitFacts } from "./unit-facts.js";
import { unitReason } from "./unit-reason.js";

/** By unit, why one that it needs keeps it from being started. One call of the manager for all of them together. */
export async function requirementReasons(
  manager: UserManager,
  all: readonly (UnitFacts & { readonly again: string })[],
  context: LoadContext,
): Promise<Map<string, Reason>> {
  const needed = [...new Set(all.flatMap(requirementsOf))].filter((name) => /\.[a-z]+$/.test(name));
  const states = await readFacts(manager, needed);
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
  const blame =
    needed === holderUnit ? undefined : blameForRequirement(needed, await readPieces(facts));
  const by = blame === undefined ? "" : ` (\`${blame.setting}=\` in ${blame.place})`;
  if (typeof why === "string")
    return {
      kind: "requirement",
      message: `it needs \`${needed}\`${by}, which failed: ${why}`,
      remedy: `See \`systemctl --user status ${needed}\` and fix what it says, then ${again}.`,
    };
  if (why.kind === "not-installed" && needed !== holderUnit) {
    const out = blame === undefined ? "do not require it" : `take it out of ${blame.place}`;
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

/** Settings that only ever add up: an empty assignment of theirs does nothing (systemd.unit(5)). */
const CANNOT_BE_RESET = new Set(
  `After Before BindTo BindsTo Conflicts JoinsNamespaceOf OnFailure OnSuccess PartOf PropagateReloadFrom PropagateReloadTo
   PropagatesReloadTo PropagatesStopTo ReloadPropagatedFrom Requires RequiresMountsFor Requisite StopPropagatedFrom Upholds Wants
   WantsMountsFor`.split(/\s+/),
);

/** The assignments of a list setting that count: those after the last empty one, or all that are not empty where none can reset. */
export function effectiveList<T extends { readonly value: string }>(
  key: string,
  assignments: readonly T[],
): T[] {
  const reset = CANNOT_BE_RESET.has(key)
    ? -1
    : assignments.findLastIndex(({ value }) => value === "");
  return assignments.slice(reset + 1).filter(({ value }) => value !== "");
}

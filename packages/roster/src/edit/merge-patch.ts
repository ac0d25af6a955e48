import { isMap } from "../text/tree.js";

/** What a merge patch makes of a value (RFC 7396); `undefined`: nothing is left. A map that loses its last key goes too. */
export function mergePatch(value: unknown, patch: unknown): unknown {
  if (patch === null || patch === undefined) return patch === null ? undefined : value;
  if (!isMap(patch)) return patch;
  const merged: Record<string, unknown> = isMap(value) ? { ...value } : {};
  for (const [key, change] of Object.entries(patch)) {
    const after = mergePatch(merged[key], change);
    if (after === undefined) delete merged[key];
    else merged[key] = after;
  }
  const emptied = Object.keys(merged).length === 0 && Object.keys(patch).length > 0;
  return emptied ? undefined : merged;
}

/** Whether two plain values say the same, in whatever order their maps do. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.entries(one).filter(([, value]) => value !== undefined);
  const others = Object.values(other).filter((value) => value !== undefined);
  return (
    keys.length === others.length &&
    keys.every(([key, value]) => isSame(value, (other as Record<string, unknown>)[key]))
  );
}

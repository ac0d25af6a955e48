import type { MergedValue } from "../unit-file/merge-units.js";
import { commandLines } from "./fault.js";
import type { CheckedUnit } from "./finding.js";
import { ofUnit } from "./named-paths.js";
import { tmuxCalls, type TmuxCall } from "./tmux-calls.js";

/** A call of tmux with the line that makes it, specifiers and variables put in. */
export interface PlacedCall {
  readonly line: MergedValue;
  readonly call: TmuxCall;
}

const CALLS = new WeakMap<CheckedUnit, readonly PlacedCall[]>();

/** What a unit calls of tmux. Made once for a unit. */
export function placedCalls(unit: CheckedUnit): readonly PlacedCall[] {
  const known = CALLS.get(unit);
  if (known !== undefined) return known;
  const environment = new Map([...unit.environment].map(([key, { value }]) => [key, value]));
  const specifiers = ofUnit(unit, unit.set.specifiers ?? {});
  const found = commandLines(unit).flatMap((line) =>
    tmuxCalls(line.value, { specifiers, environment }).map((call) => ({ line, call })),
  );
  CALLS.set(unit, found);
  return found;
}

/** The call that is a holder's server; `undefined` where there is none. */
export function serverCall(holder: CheckedUnit): PlacedCall | undefined {
  return placedCalls(holder).find(({ call }) => call.isServer);
}

import type { TmuxError } from "../values/error.js";
import type { FieldName, Row } from "../values/fields.js";
import type { PaneId } from "../values/name.js";
import type { ServerEpoch } from "../values/target.js";

/** The panes of one look at the server, by id. */
export interface Snapshot<F extends FieldName> {
  readonly epoch: ServerEpoch | undefined;
  readonly rows: ReadonlyMap<PaneId, Row<F>>;
}

/** What one look differs in from another. */
export type PaneChange<F extends FieldName> =
  | { readonly kind: "added"; readonly pane: PaneId; readonly row: Row<F> }
  | {
      readonly kind: "changed";
      readonly pane: PaneId;
      readonly row: Row<F>;
      readonly before: Row<F>;
      /** Those that differ; never empty. */
      readonly fields: readonly F[];
    }
  | { readonly kind: "removed"; readonly pane: PaneId; readonly before: Row<F> }
  /** Another run of the server: panes of the one before are removed, whatever their ids. */
  | { readonly kind: "server"; readonly epoch: ServerEpoch };

/** `sequence` counts from 1 without holes. */
export type Change<F extends FieldName> = { readonly sequence: number } & (
  | PaneChange<F>
  | {
      /** What happened meanwhile is not known one by one; what follows leads to what is. */
      readonly kind: "gap";
      /** `unreadable`: the server did not answer. `slow`: this consumer did not keep up. */
      readonly reason: "unreadable" | "slow";
      /** For `unreadable`: why. */
      readonly error?: TmuxError;
      /** For `slow`: how many changes were left out. */
      readonly dropped?: number;
    }
);

/** All that leads from one snapshot to the other, in an order that can be followed. */
export function changesBetween<F extends FieldName>(
  before: Snapshot<F>,
  after: Snapshot<F>,
  fields: readonly F[],
): PaneChange<F>[] {
  const changes: PaneChange<F>[] = [];
  const same = sameRun(before.epoch, after.epoch);
  for (const [pane, row] of before.rows) {
    if (!same || !after.rows.has(pane)) changes.push({ kind: "removed", pane, before: row });
  }
  if (!same && after.epoch) changes.push({ kind: "server", epoch: after.epoch });
  for (const [pane, row] of after.rows) {
    const old = same ? before.rows.get(pane) : undefined;
    if (!old) {
      changes.push({ kind: "added", pane, row });
      continue;
    }
    const differing = fields.filter((name) => old[name] !== row[name]);
    if (differing.length > 0) {
      changes.push({ kind: "changed", pane, row, before: old, fields: differing });
    }
  }
  return changes;
}

function sameRun(a: ServerEpoch | undefined, b: ServerEpoch | undefined): boolean {
  // A server without panes tells no epoch in a list: what was there is gone all the same.
  return !b || (a?.pid === b.pid && a.startTime === b.startTime);
}

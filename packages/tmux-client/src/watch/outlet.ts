import type { FieldName } from "../values/fields.js";
import type { TmuxError } from "../values/error.js";
import { changesBetween } from "./changes.js";
import type { PaneChange, Snapshot } from "./changes.js";
import type { Change } from "./changes.js";

type Unnumbered<F extends FieldName> =
  Change<F> extends infer C ? (C extends Change<F> ? Omit<C, "sequence"> : never) : never;

/** Between looks at the server and a consumer that may be slower than they are. */
export interface Outlet<F extends FieldName> {
  show(snapshot: Snapshot<F>): void;
  trouble(error: TmuxError): void;
  end(error?: unknown): void;
  next(): Promise<IteratorResult<Change<F>>>;
}

/**
 * Keeps at most `limit` changes. When there are more, all that wait are dropped and counted; the
 * consumer then gets a gap and what leads from the last that it has seen to what is.
 */
export function newOutlet<F extends FieldName>(fields: readonly F[], limit: number): Outlet<F> {
  const empty: Snapshot<F> = { epoch: undefined, rows: new Map() };
  let shown = empty;
  /** What the consumer knows, once it has taken what waits before `resumeFrom`. */
  const taken = { epoch: empty.epoch, rows: new Map(empty.rows) };
  let waiting: Unnumbered<F>[] = [];
  let dropped = 0;
  let troubled = false;
  let sequence = 0;
  let ended: { readonly error: unknown } | undefined;
  let wake: (() => void) | undefined;
  /** The last call of `next`: the one after it has its turn when that has its change. */
  let turn: Promise<unknown> = Promise.resolve();

  const push = (changes: readonly Unnumbered<F>[]): void => {
    if (changes.length === 0) return;
    if (dropped > 0 || waiting.length + changes.length > limit) {
      dropped += waiting.length + changes.length;
      waiting = [];
    } else {
      waiting.push(...changes);
    }
    wake?.();
  };
  const follow = (unnumbered: Unnumbered<F>): void => {
    const change = unnumbered as PaneChange<F> | { readonly kind: "gap" };
    if (change.kind === "server") taken.epoch = change.epoch;
    else if (change.kind === "removed") taken.rows.delete(change.pane);
    else if (change.kind !== "gap") taken.rows.set(change.pane, change.row);
  };
  const take = (): Unnumbered<F> | undefined => {
    if (dropped > 0) {
      const gap = { kind: "gap", reason: "slow", dropped } as Unnumbered<F>;
      dropped = 0;
      // As many as there are panes at most: they wait outside the limit.
      waiting = changesBetween(taken, shown, fields) as Unnumbered<F>[];
      return gap;
    }
    const next = waiting.shift();
    if (next) follow(next);
    return next;
  };
  const nextInTurn = async (): Promise<IteratorResult<Change<F>>> => {
    for (;;) {
      const change = take();
      if (change) {
        sequence += 1;
        return { done: false, value: { sequence, ...change } as Change<F> };
      }
      if (ended?.error !== undefined) throw ended.error as Error;
      if (ended) return { done: true, value: undefined };
      await new Promise<void>((resolve) => (wake = resolve));
      wake = undefined;
    }
  };
  return {
    show(snapshot) {
      troubled = false;
      const after = { epoch: snapshot.epoch ?? shown.epoch, rows: snapshot.rows };
      const changes = changesBetween(shown, after, fields);
      shown = after;
      push(changes);
    },
    trouble(error) {
      if (troubled) return;
      troubled = true;
      push([{ kind: "gap", reason: "unreadable", error }]);
    },
    end(error) {
      ended ??= { error };
      wake?.();
    },
    async next() {
      const mine = turn.then(nextInTurn);
      turn = mine.catch(() => {});
      return await mine;
    },
  };
}

import { aborted } from "../transport/abort.js";
import { signalsOf } from "../transport/client.js";
import type { Client } from "../transport/client.js";
import { list } from "../panes/list.js";
import { invalidArgument, isTmuxError } from "../values/error.js";
import type { FieldName, Row } from "../values/fields.js";
import type { PaneId } from "../values/name.js";
import type { Change, Snapshot } from "./changes.js";
import { newOutlet } from "./outlet.js";
import { onSignals, onTicks } from "./trigger.js";

export interface WatchOptions {
  readonly signal?: AbortSignal;
  /** Changes that wait for the consumer before they are dropped for a `gap`. Default 1 000. */
  readonly queue?: number;
}

/** Ends when it is left (`break`, `return()`), disposed or aborted. */
export interface Watch<F extends FieldName>
  extends AsyncIterableIterator<Change<F>>, AsyncDisposable {
  return(): Promise<IteratorResult<Change<F>>>;
}

/** Throws InvalidArgument; later troubles with the server are changes of kind `gap`. */
export function watch<F extends FieldName>(
  client: Client,
  fields: readonly F[],
  intervalMs: number,
  options: WatchOptions = {},
): Watch<F> {
  const { queue = 1000, signal } = options;
  if (!(intervalMs >= 10 && intervalMs <= 2 ** 31 - 1)) {
    throw invalidArgument(`an interval of ${String(intervalMs)} ms cannot be: give 10 or more`);
  }
  if (!Number.isSafeInteger(queue) || queue < 1) {
    throw invalidArgument(`a queue of ${String(queue)} changes cannot be: give 1 or more`);
  }
  const asked = [...new Set([...fields, "pane_id", "pid", "start_time"] as const)];
  const outlet = newOutlet(fields, queue);
  const stop = new AbortController();
  const signals = [...signalsOf(client, { signal }), stop.signal];
  const view: Client = { ...client, signals };

  const look = async (): Promise<void> => {
    try {
      outlet.show(snapshot(await list(view, asked), fields));
    } catch (error) {
      if (aborted(signals)) return;
      if (!isTmuxError(error)) throw error;
      outlet.trouble(error);
    }
  };
  const run = client.control
    ? onSignals(view, client.control, fields, intervalMs, look)
    : onTicks(view, intervalMs, look);
  void run.then(
    () => outlet.end(),
    (error: unknown) => outlet.end(error),
  );
  const leave = async (): Promise<IteratorResult<Change<F>>> => {
    stop.abort();
    outlet.end();
    await run.catch(() => {});
    return { done: true, value: undefined };
  };
  return {
    next: async () => await outlet.next(),
    return: leave,
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await leave();
    },
  };
}

type Asked<F extends FieldName> = Row<F | "pane_id" | "pid" | "start_time">;

function snapshot<F extends FieldName>(
  rows: readonly Asked<F>[],
  fields: readonly F[],
): Snapshot<F> {
  const [first] = rows as readonly Row<"pane_id" | "pid" | "start_time">[];
  const epoch = first && { pid: first.pid, startTime: first.start_time };
  const byId = new Map<PaneId, Row<F>>();
  for (const row of rows) {
    const own = Object.fromEntries(fields.map((name) => [name, row[name]])) as Row<F>;
    byId.set((row as Row<"pane_id">).pane_id, own);
  }
  return { epoch, rows: byId };
}

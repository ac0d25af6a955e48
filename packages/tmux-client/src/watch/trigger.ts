import { aborted, onAbort, rest } from "../transport/abort.js";
import type { Client } from "../transport/client.js";
import type { ControlTransport } from "../transport/control/transport.js";
import { isVolatile } from "../values/fields.js";
import type { FieldName } from "../values/fields.js";

/** Looks once each interval, counted from the end of the look before, until a signal. */
export async function onTicks(
  client: Client,
  intervalMs: number,
  look: () => Promise<void>,
): Promise<void> {
  while (!aborted(client.signals)) {
    await look();
    await rest(intervalMs, client.signals);
  }
}

/**
 * Looks when tmux says that something has changed, not more often than the interval; and once
 * after each connection, for what was missed before it.
 */
export async function onSignals(
  client: Client,
  control: ControlTransport,
  fields: readonly FieldName[],
  intervalMs: number,
  look: () => Promise<void>,
): Promise<void> {
  let due = true;
  let wake: (() => void) | undefined;
  const ring = (): void => {
    due = true;
    wake?.();
  };
  const forget = onAbort(client.signals, () => wake?.());
  const name = `watch${String((subscriptions += 1))}`;
  const silence = control.listen(
    (notice) => {
      if (notice.kind !== "notification" || telling.has(notice.name)) ring();
    },
    `${name}::${digest(fields)}`,
  );
  try {
    while (!aborted(client.signals)) {
      if (due) {
        due = false;
        await look();
        await rest(intervalMs, client.signals);
      } else {
        await new Promise<void>((resolve) => (wake = resolve));
      }
    }
  } finally {
    silence();
    forget();
  }
}

let subscriptions = 0;

const telling: ReadonlySet<string> = new Set([
  "subscription-changed",
  "sessions-changed",
  "session-renamed",
  "session-window-changed",
  "unlinked-window-add",
  "unlinked-window-close",
  "unlinked-window-renamed",
]);

/** One line that differs whenever a field does; tmux computes it each second. */
function digest(fields: readonly FieldName[]): string {
  // What /proc must be asked for is worth no second for each pane.
  const looked = fields.filter((name) => !isVolatile(name));
  const each = ["pane_id", ...looked]
    .map((name) => `#{s/[\u0001-\u001f\u007f]/?/:${name}}`)
    .join(" ");
  return `#{S:#{W:#{P:${each};}}}`;
}

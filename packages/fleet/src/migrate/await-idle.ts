import { setTimeout as sleep } from "node:timers/promises";
import type { DesiredAgent } from "@mosaicstack/roster";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { FleetContext } from "../context.js";
import type { ActivityStatus } from "../documents/activity.js";
import { findOldAgent } from "./old-agent.js";
import { viewOldServer, type OldServer } from "./old-server.js";

/**
 * Waits until the old one ends its turn, where it is known what it does, and says what is waited for. Undefined once it may be
 * ended, or is gone; else what it does still at the end of its time.
 */
export async function awaitIdle(
  fleet: FleetContext,
  old: OldServer,
  agent: DesiredAgent,
  timeoutMs: number,
): Promise<string | undefined> {
  const end = Date.now() + timeoutMs;
  let told = "";
  for (;;) {
    const found = await findOldAgent(fleet, old, await viewOldServer(old), agent);
    const busy = found && busyWords(found.told.activity);
    if (busy === undefined) return undefined;
    const left = end - Date.now();
    if (left <= 0) return busy;
    if (busy !== told) fleet.log(`waiting for the end of ${agent.name}'s turn: it ${busy}`);
    told = busy;
    await sleep(Math.min(LOOK_MS, left));
  }
}

/** Undefined where an end costs no turn, and where nobody knows. */
function busyWords({ state, source, kind, until, message }: ActivityStatus): string | undefined {
  const how = source === "title" ? "by its pane's title" : `by its ${source}`;
  if (state === "working" || state === "starting")
    return `${state === "working" ? "works" : "is starting"} (${how})`;
  if (state !== "blocked") return undefined;
  const what =
    message === undefined ? (kind ?? "a person") : `${kind ?? "a person"}: ${visible(message)}`;
  return `waits for ${what}${until === undefined ? "" : ` until ${until}`}`;
}

/** Each is a call of tmux; a turn takes longer. */
const LOOK_MS = 500;

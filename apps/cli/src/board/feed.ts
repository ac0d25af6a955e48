import { setTimeout as pause } from "node:timers/promises";
import type { Fleet, StatusDocument } from "@mosaicstack/fleet";
import { watchFile } from "./watch-file.js";

export interface FeedEvents {
  readonly opened: (fleet: Fleet) => void;
  readonly status: (status: StatusDocument) => void;
  /** What keeps us from knowing more; `again`: a roster was read before, and holds. */
  readonly failed: (error: unknown, of: "roster" | "watch") => void;
  readonly reread: () => void;
}

/** The status of a fleet as it changes, also when its roster does. */
export interface Feed {
  /** Looks at everything now. */
  readonly look: () => void;
  /** Reads the roster again. */
  readonly reload: () => void;
  readonly close: () => Promise<void>;
}

/** Throws what keeps the roster from being read at first. */
export async function openFeed(open: () => Promise<Fleet>, events: FeedEvents): Promise<Feed> {
  let ends = new AbortController();
  let watching = Promise.resolve();
  const roster = watchFile(() => reload());
  let look = (): void => {};
  const follow = (fleet: Fleet): void => {
    events.opened(fleet);
    const own = new AbortController();
    ends = own;
    watching = told(fleet, own.signal);
  };
  const told = async (fleet: Fleet, signal: AbortSignal): Promise<void> => {
    const onLook = (now: () => void): void => void (look = now);
    while (!signal.aborted) {
      try {
        for await (const status of fleet.watch({ signal, onLook })) {
          if (signal.aborted) return;
          roster.at(status.roster);
          events.status(status);
        }
      } catch (error) {
        if (signal.aborted) return;
        events.failed(error, "watch");
        await pause(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  };
  let reloading: Promise<void> | undefined;
  let isAskedAgain = false;
  const reload = (): void => {
    isAskedAgain = reloading !== undefined;
    reloading ??= (async () => {
      try {
        const fleet = await open();
        ends.abort();
        await watching;
        follow(fleet);
        events.reread();
      } catch (error) {
        events.failed(error, "roster");
      } finally {
        reloading = undefined;
        // What was read may be what stood there before.
        if (isAskedAgain) reload();
      }
    })();
  };
  follow(await open());
  return {
    look: () => look(),
    reload,
    close: async () => {
      roster.close();
      await reloading;
      ends.abort();
      await watching;
    },
  };
}

const AGAIN_MS = 5000;

import { statSync, watch, type FSWatcher } from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Fleet, StatusDocument } from "@mosaicstack/fleet";

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
  const roster = rosterWatcher();
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
  const reload = (): void => {
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
      }
    })();
  };
  roster.onChange(reload);
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

interface RosterWatcher {
  /** Which file it is. */
  at(file: string): void;
  onChange(changed: () => void): void;
  close(): void;
}

/** Tells of another roster in the place of the one that is known; of nothing where the file system tells nothing. */
function rosterWatcher(): RosterWatcher {
  let [file, seen] = ["", ""];
  let watcher: FSWatcher | undefined;
  let changed = (): void => {};
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    const now = signature(file);
    // Between the old file and the new one there is none.
    if (now === seen || now === "") return;
    seen = now;
    changed();
  };
  return {
    at: (path) => {
      if (path === file) return;
      watcher?.close();
      [file, seen] = [path, signature(path)];
      try {
        watcher = watch(dirname(path), (_, name) => {
          if (name !== null && name !== basename(file)) return;
          clearTimeout(timer);
          // An editor writes in more than one step.
          timer = setTimeout(look, 100);
        }).on("error", () => undefined);
      } catch {
        watcher = undefined;
      }
    },
    onChange: (call) => {
      changed = call;
    },
    close: () => {
      clearTimeout(timer);
      watcher?.close();
    },
  };
}

function signature(file: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return "";
  }
}

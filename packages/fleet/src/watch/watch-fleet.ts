import { watch, type FSWatcher } from "node:fs";
import type { FleetContext } from "../context.js";
import type { StatusDocument } from "../documents/status.js";
import { lookAtFleet } from "../status/status.js";
import { fleetEvents } from "./fleet-events.js";
import { pendingChanges, type Pending } from "./pending.js";

export interface WatchOptions {
  readonly signal: AbortSignal;
  /** Looks thirty times as seldom at what nobody tells: for who only waits. Default: false. */
  readonly isPatient?: boolean;
  /** Calls that ask for a look at everything now. */
  readonly onLook?: (look: () => void) => void;
}

/**
 * The status now, and again each time that something has changed, until the signal. What agents, launchers and senders note down is
 * news at once, and so is a unit that comes or goes; what nobody tells is found by a look now and then, as seldom as it takes to
 * cost next to nothing.
 */
export async function* watchFleet(
  fleet: FleetContext,
  { signal, isPatient = false, onLook }: WatchOptions,
): AsyncGenerator<StatusDocument, void, undefined> {
  const ends = new AbortController();
  const ended = AbortSignal.any([signal, ends.signal]);
  const pending = pendingChanges();
  const shake = (): void => pending.shake();
  const hearing = hear(fleet, pending, ended);
  let slices: ReadonlyMap<string, FSWatcher> = new Map();
  onLook?.(shake);
  try {
    while (!signal.aborted) {
      const began = performance.now();
      const look = await lookAtFleet(fleet);
      const cost = performance.now() - began;
      slices = watchSlices(slices, look.slices, shake);
      const seenAt = performance.now();
      yield look.status;
      const due = seenAt + Math.max(LEAST_MS, SELDOM * cost) * (isPatient ? 30 : 1);
      // What comes together is one look, and looking leaves the machine to others.
      let [next, isShaken] = [due, false];
      while (!signal.aborted && performance.now() < next) {
        const changed = await pending.next(next - performance.now(), signal);
        if (changed !== "all") yield await look.again(changed);
        else if (!isShaken)
          [next, isShaken] = [
            Math.min(due, Math.max(seenAt + cost, performance.now() + TOGETHER_MS)),
            true,
          ];
      }
    }
  } finally {
    ends.abort();
    for (const each of slices.values()) each.close();
    await hearing;
  }
}

/** Between two looks that nothing asked for, at least. */
const LEAST_MS = 2000;
/** And so many times as long as the last one took: well below one percent of a core. */
const SELDOM = 300;
/** What comes within so long of the first is one change. */
const TOGETHER_MS = 20;

async function hear(fleet: FleetContext, pending: Pending, signal: AbortSignal): Promise<void> {
  try {
    const { agents } = fleet.desired;
    // From now on, not from when the journal is open: the first look may have been faster.
    const since = Date.now();
    for await (const { kind, agent, to } of fleetEvents(fleet, agents, { since, signal })) {
      const ofChannel = kind === "delivery" || (kind === "activity" && !ofLife.has(to));
      if (ofChannel && agent !== null) pending.say(agent);
      else pending.shake();
    }
  } catch {
    // what stands in the journal's place is told by `doctor`; the looks now and then have to do
  }
}

/** These come with another lifecycle. */
const ofLife: ReadonlySet<string | null> = new Set(["starting", "asleep"]);

/** Units are cgroups of their slice, which the kernel tells of. */
function watchSlices(
  held: ReadonlyMap<string, FSWatcher>,
  slices: readonly string[],
  shake: () => void,
): ReadonlyMap<string, FSWatcher> {
  for (const [slice, watcher] of held) if (!slices.includes(slice)) watcher.close();
  return new Map(
    slices.flatMap((slice) => {
      const watcher = held.get(slice) ?? open(slice, shake);
      return watcher === undefined ? [] : [[slice, watcher]];
    }),
  );
}

function open(folder: string, changed: () => void): FSWatcher | undefined {
  try {
    return watch(folder, changed).on("error", () => undefined);
  } catch {
    // not on a unified hierarchy, or no watches left
    return undefined;
  }
}

import { setTimeout as sleep } from "node:timers/promises";

/**
 * Each of them ends a call. They are kept apart: of every `AbortSignal.any()`, Node 20 leaves some
 * bytes in the signals that it is made of, and those may live as long as the program.
 */
export type Signals = readonly AbortSignal[];

/** The first that is aborted. */
export function aborted(signals: Signals): AbortSignal | undefined {
  return signals.find((signal) => signal.aborted);
}

/**
 * Calls `then` when a signal is aborted; the result stops that. However many calls share a
 * signal, it gets one listener: Node takes more than ten for a leak, and warns of it.
 */
export function onAbort(signals: Signals, then: () => void): () => void {
  const forget = signals.map((signal) => {
    const hearing = heard.get(signal) ?? hear(signal);
    hearing.calls.add(then);
    return () => {
      if (hearing.calls.delete(then) && hearing.calls.size === 0) hearing.stop();
    };
  });
  return () => {
    for (const each of forget) each();
  };
}

/** Waits; shorter when a signal is aborted meanwhile. */
export async function rest(milliseconds: number, signals: Signals): Promise<void> {
  if (aborted(signals)) return;
  const wake = new AbortController();
  const forget = onAbort(signals, () => wake.abort());
  // The one reason for which it rejects.
  await sleep(milliseconds, undefined, { signal: wake.signal }).catch(() => {});
  forget();
}

interface Hearing {
  readonly calls: Set<() => void>;
  readonly stop: () => void;
}

const heard = new WeakMap<AbortSignal, Hearing>();

function hear(signal: AbortSignal): Hearing {
  const calls = new Set<() => void>();
  const stop = (): void => {
    signal.removeEventListener("abort", tell);
    heard.delete(signal);
  };
  const tell = (): void => {
    stop();
    // One that is forgotten by another's doing is not called any more.
    for (const call of calls) call();
  };
  const hearing = { calls, stop };
  signal.addEventListener("abort", tell);
  heard.set(signal, hearing);
  return hearing;
}

import type { DesiredAgent } from "@mosaicstack/roster";

/** How a unit waits before it starts an agent again (systemd.service(5)). */
export interface RestartDelays {
  /** `RestartSteps=`; 0: the same delay each time. */
  readonly steps: number;
  /** `StartLimitIntervalSec=` */
  readonly startLimitSeconds: number;
}

/**
 * A delay that about doubles from `delay` to `max_delay`, where systemd knows how to (254 on), and a start limit within which `burst`
 * restarts in a row fall, and as many with runs of ten minutes between them do not.
 */
export function restartDelays(
  { delaySeconds: delay, maxDelaySeconds: max, burst }: DesiredAgent["restart"],
  version: number,
): RestartDelays {
  const grows = version >= 254 && delay > 0 && max > delay;
  const steps = grows ? Math.ceil(Math.log2(max / delay)) : 0;
  const waits = Array.from({ length: burst }, (_, restart) => {
    if (!grows) return delay;
    return restart >= steps ? max : delay * (max / delay) ** (restart / steps);
  });
  const runs = burst * 600 + waits.reduce((sum, wait) => sum + wait, 0);
  // systemd does not let the delay shrink again by itself: a later burst waits the longest each time, and should be one as well.
  const atLongest = grows ? burst * (max + 60) : 0;
  return { steps, startLimitSeconds: Math.ceil(Math.max(runs, atLongest)) || 1 };
}

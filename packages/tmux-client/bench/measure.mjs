// Paired measuring: the ways take turns within one run, so that a loaded machine loads them all alike.

/** Runs each way `rounds` times, interleaved, after one round to warm up. Milliseconds per way. */
export async function interleave(ways, rounds) {
  const times = Object.fromEntries(Object.keys(ways).map((name) => [name, []]));
  const names = Object.keys(ways);
  for (let round = -1; round < rounds; round += 1) {
    // Another order each round: nobody always comes after the slowest.
    const order = names.map((_, index) => names[(index + round + names.length) % names.length]);
    for (const name of order) {
      const prepared = await ways[name].before?.();
      const from = performance.now();
      const reported = await ways[name].run(prepared);
      const took = performance.now() - from;
      await ways[name].after?.();
      // A way in another process tells its own time, without its start.
      if (round >= 0) times[name].push(typeof reported === "number" ? reported : took);
    }
  }
  return times;
}

export const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

/** The median over rounds of how many times longer `slow` took than `fast` in the same round. */
export function ratio(times, slow, fast) {
  return median(times[slow].map((time, round) => time / times[fast][round]));
}

const rows = [];
let failed = 0;

/** `holds`: whether the threshold holds; undefined where it is only told. */
export function tell(what, value, threshold, holds) {
  const verdict = holds === undefined ? "told" : holds ? "ok" : "MISSED";
  if (holds === false) failed += 1;
  rows.push({ what, value, threshold, verdict });
  console.log(`${verdict.padEnd(7)} ${what}: ${value}${threshold ? ` (${threshold})` : ""}`);
}

export function atMost(what, value, limit, note = "") {
  tell(what, `${value.toFixed(2)} x${note}`, `at most ${limit} x`, value <= limit);
}

export function atLeast(what, value, limit, note = "") {
  tell(what, `${value.toFixed(1)} x${note}`, `at least ${limit} x`, value >= limit);
}

export const results = () => ({ rows, failed });

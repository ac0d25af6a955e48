import { onTestFailed } from "vitest";

/**
 * Moments within a life that lasts so long, spread over it and a bit random, to kill something at. The seed stands in
 * the environment as `TEST_SEED`; a failure tells the one that was taken.
 */
export function moments(count: number, lifeMs: number): number[] {
  const seed = Number(process.env["TEST_SEED"] ?? Date.now() % 1_000_000);
  onTestFailed(() => console.error(`repeat the moments of this failure with TEST_SEED=${seed}`));
  let state = seed;
  // Park and Miller's generator
  const random = (): number => (state = (state * 48_271 + 1) % 2_147_483_647) / 2_147_483_647;
  return Array.from({ length: count }, (_, round) => ((round + random()) / count) * lifeMs);
}

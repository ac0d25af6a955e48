import { createHash } from "node:crypto";

/** Numbers from 0 up to 1, the same for the same seed. */
export function random(seed) {
  let drawn = 0;
  return () => {
    const digest = createHash("sha256").update(`${seed}:${drawn}`).digest();
    drawn += 1;
    return digest.readUInt32BE(0) / 2 ** 32;
  };
}

/** One of `choices`, `{ weight }` each. */
export function weighted(choices, draw) {
  let left = draw() * choices.reduce((sum, { weight }) => sum + weight, 0);
  return choices.find(({ weight }) => (left -= weight) < 0) ?? choices.at(-1);
}

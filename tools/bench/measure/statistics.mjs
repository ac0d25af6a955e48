/** The figure below which that share of them lies: one that was measured, not one between two. The span from 0.25 to 0.75 is never less than half. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  return sorted[share < 0.5 ? Math.floor(at) : Math.ceil(at)];
}

const median = (numbers) => quantile(numbers, 0.5);

/** The middle, and the span in which half of the figures lie. */
export const summary = (numbers) => ({
  median: median(numbers),
  p25: quantile(numbers, 0.25),
  p75: quantile(numbers, 0.75),
});

/** How many times as much each figure is as that of the same round. */
export const pairs = (ours, theirs) => ours.map((figure, round) => figure / theirs[round]);

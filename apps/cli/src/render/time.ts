const units = [
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
] as const;

/** A span of milliseconds as its largest whole unit: `3m`. A clock that went back gives `0s`. */
export function formatSpan(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const unit = units.find(([, size]) => seconds >= size);
  return unit === undefined ? `${seconds}s` : `${Math.floor(seconds / unit[1])}${unit[0]}`;
}

/** How long ago a moment (ISO 8601) was; undefined where it is no date. */
export function formatSince(moment: string, now: number): string | undefined {
  const then = Date.parse(moment);
  return Number.isNaN(then) ? undefined : formatSpan(now - then);
}

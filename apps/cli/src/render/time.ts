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

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"] as const;

/** A moment to come (ISO 8601) on the clock of who reads it: `Mon 08:00`, with its date where that day is not within a week. */
export function formatMoment(moment: string, now: number): string {
  const at = new Date(moment);
  const two = (number: number): string => String(number).padStart(2, "0");
  const clock = `${days[at.getDay()]} ${two(at.getHours())}:${two(at.getMinutes())}`;
  if (Math.abs(at.getTime() - now) < 6 * 86_400_000) return clock;
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clock}`;
}

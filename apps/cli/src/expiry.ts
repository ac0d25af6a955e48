import { timeOrSpan } from "./time-or-span.js";

const DAY_MS = 24 * 3600 * 1000;
const LONGEST_MS = 366 * DAY_MS;
const REMEDY =
  "Give a time span such as `10m` or `1h30m`, or a time such as `2026-01-31T18:00:00Z`.";
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/;

/** Until when a message may be handed over, milliseconds since the epoch, of `--expires`. Throws `Usage`. */
export async function parseExpiry(text: string, now: number): Promise<number> {
  const option = timeOrSpan({ name: "--expires", time: TIME, remedy: REMEDY });
  const time = option.timeOf(text);
  const expires = time ?? now + (await option.spanOf(text));
  if (expires <= now) {
    const what = time === undefined ? "is no time at all" : "is past";
    throw option.wrong(`\`${text}\` ${what}, so nothing would be handed over`);
  }
  if (expires - now > LONGEST_MS)
    throw option.wrong(`\`${text}\` is more than ${LONGEST_MS / DAY_MS} days away`);
  return expires;
}

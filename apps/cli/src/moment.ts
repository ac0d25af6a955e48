import { timeOrSpan } from "./time-or-span.js";

const REMEDY = "Give a time span such as `10m` or `8h`, or a time such as `2026-01-31T18:00`.";
const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** A moment of the past, milliseconds since the epoch: so long ago, or a time. Throws `Usage`, in the option's name. */
export async function parseMoment(option: string, text: string, now: number): Promise<number> {
  const { timeOf, spanOf, wrong } = timeOrSpan({ name: option, time: TIME, remedy: REMEDY });
  const at = timeOf(text) ?? now - (await spanOf(text));
  if (at > now) throw wrong(`\`${text}\` is yet to come`);
  return at;
}

import { CliError } from "./failure.js";

const DAY = 24 * 3600;
const LONGEST = 366 * DAY;
const REMEDY =
  "Give a time span such as `10m` or `1h30m`, or a time such as `2026-01-31T18:00:00Z`.";
/** ISO 8601; without a zone it is the machine's own time. */
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?$/;

/** Until when a message may be handed over, milliseconds since the epoch, of `--expires`. Throws `Usage`. */
export async function parseExpiry(text: string, now: number): Promise<number> {
  const expires = TIME.test(text) ? timeOf(text) : now + (await spanOf(text)) * 1000;
  if (expires <= now) {
    const what = TIME.test(text) ? "is past" : "is no time at all";
    throw wrong(`\`${text}\` ${what}, so nothing would be handed over`);
  }
  if (expires - now > LONGEST * 1000)
    throw wrong(`\`${text}\` is more than ${LONGEST / DAY} days away`);
  return expires;
}

function timeOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw wrong(`\`${text}\` is no time that there is`);
  return at;
}

async function spanOf(text: string): Promise<number> {
  const { parseTimeSpan } = await import("@mosaicstack/roster");
  const seconds = parseTimeSpan(text);
  if (typeof seconds === "number") return seconds;
  throw wrong(`\`${text}\` is neither a time span nor a time: ${seconds.problem}`, seconds.hint);
}

function wrong(problem: string, hint?: string): CliError {
  const remedy = `${REMEDY}${hint === undefined ? "" : ` For a span, ${hint}.`}`;
  return new CliError("Usage", `--expires: ${problem}`, remedy);
}

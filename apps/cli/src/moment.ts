import { CliError } from "./failure.js";

const REMEDY = "Give a time span such as `10m` or `8h`, or a time such as `2026-01-31T18:00`.";
/** ISO 8601; without a zone it is the machine's own time. */
const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?$/;

/** A moment of the past, milliseconds since the epoch: so long ago, or a time. Throws `Usage`, in the option's name. */
export async function parseMoment(option: string, text: string, now: number): Promise<number> {
  const at = TIME.test(text) ? timeOf(option, text) : now - (await spanOf(option, text)) * 1000;
  if (at > now) throw wrong(option, `\`${text}\` is yet to come`);
  return at;
}

function timeOf(option: string, text: string): number {
  // A date alone would be taken for one of UTC
  const at = Date.parse(text.length === 10 ? `${text}T00:00` : text);
  if (Number.isNaN(at)) throw wrong(option, `\`${text}\` is no time that there is`);
  return at;
}

async function spanOf(option: string, text: string): Promise<number> {
  const { parseTimeSpan } = await import("@mosaicstack/roster");
  const seconds = parseTimeSpan(text);
  if (typeof seconds === "number") return seconds;
  throw wrong(
    option,
    `\`${text}\` is neither a time span nor a time: ${seconds.problem}`,
    seconds.hint,
  );
}

function wrong(option: string, problem: string, hint?: string): CliError {
  const remedy = `${REMEDY}${hint === undefined ? "" : ` For a span, ${hint}.`}`;
  return new CliError("Usage", `${option}: ${problem}`, remedy);
}

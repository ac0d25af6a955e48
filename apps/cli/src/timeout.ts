import { CliError } from "./failure.js";

/** The longest that a timer holds, 24 days. */
const LONGEST = 2 ** 31 - 1;

/** Milliseconds of `--timeout`, at least one. Throws `Usage`. */
export async function parseTimeout(text: string | undefined): Promise<number | undefined> {
  if (text === undefined) return undefined;
  const { parseTimeSpan } = await import("@mosaicstack/roster");
  const seconds = parseTimeSpan(text);
  const remedy = "Give a time such as `90s`, `10m` or `1h 30m`.";
  if (typeof seconds !== "number")
    throw new CliError("Usage", `--timeout \`${text}\`: ${seconds.problem}`, remedy);
  if (seconds === 0) throw new CliError("Usage", "--timeout 0 leaves no time", remedy);
  return Math.min(LONGEST, Math.ceil(seconds * 1000));
}

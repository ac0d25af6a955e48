import { CliError } from "./failure.js";

/** How an option reads what is a time or a time span. Both throw `Usage` in its name. */
export interface TimeOrSpan {
  /** Milliseconds since the epoch; undefined where the text does not look like a time. */
  readonly timeOf: (text: string) => number | undefined;
  /** Milliseconds. */
  readonly spanOf: (text: string) => Promise<number>;
  readonly wrong: (problem: string, hint?: string) => CliError;
}

/** `time`: what looks like one, ISO 8601; without a zone it is the machine's own time. */
export function timeOrSpan(option: {
  readonly name: string;
  readonly time: RegExp;
  readonly remedy: string;
}): TimeOrSpan {
  const wrong = (problem: string, hint?: string): CliError => {
    const remedy = `${option.remedy}${hint === undefined ? "" : ` For a span, ${hint}.`}`;
    return new CliError("Usage", `${option.name}: ${problem}`, remedy);
  };
  return {
    wrong,
    timeOf: (text) => {
      if (!option.time.test(text)) return undefined;
      // A date alone would be taken for one of UTC
      const at = Date.parse(text.length === 10 ? `${text}T00:00` : text);
      if (Number.isNaN(at)) throw wrong(`\`${text}\` is no time that there is`);
      return at;
    },
    spanOf: async (text) => {
      const { parseTimeSpan } = await import("@mosaicstack/roster");
      const seconds = parseTimeSpan(text);
      if (typeof seconds === "number") return seconds * 1000;
      const problem = `\`${text}\` is neither a time span nor a time: ${seconds.problem}`;
      throw wrong(problem, seconds.hint);
    },
  };
}

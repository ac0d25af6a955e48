import { wrapIndented } from "@mosaicstack/command-line";
import { countCases, type Case, type Suite } from "./case.js";

const looks = {
  passed: { mark: "✓", color: 32 },
  failed: { mark: "✗", color: 31 },
  skipped: { mark: "-", color: 33 },
  warned: { mark: "!", color: 33 },
} as const;

/** What a result is printed on. */
export interface Look {
  readonly color: boolean;
  /** Of a terminal; none: no line is wrapped. */
  readonly columns?: number | undefined;
}

/** For a person: a line per case, what is wrong below it, the counts last. */
export function reportHuman({ cases }: Suite, { color, columns }: Look): string {
  const paint = (text: string, code: number): string =>
    color ? `\u001b[${code}m${text}\u001b[39m` : text;
  const lines = bySkip(cases).flatMap((each) => {
    const { mark, color: code } = looks[each.warned ? "warned" : each.status];
    const [head = "", ...more] = wrapIndented(headline(each), columns, { indent: 2 });
    return [paint(mark, code) + head.slice(1), ...more, ...remarks(each, columns)];
  });
  const { passed, failed, skipped } = countCases(cases);
  const warned = cases.filter((each) => each.warned).length;
  const some = warned === 0 ? "" : ` (${warned} with a warning)`;
  const counts = `${passed} passed${some}, ${failed} failed, ${skipped} skipped`;
  return `${[...lines, "", paint(counts, looks[failed > 0 ? "failed" : "passed"].color)].join("\n")}\n`;
}

/** Those that follow each other and were skipped for one reason become one. */
function bySkip(cases: readonly Case[]): Case[] {
  const told: Case[] = [];
  for (const each of cases) {
    const before = told.at(-1);
    if (each.status !== "skipped" || before?.status !== "skipped" || before.reason !== each.reason)
      told.push(each);
    else told[told.length - 1] = { ...before, details: [...before.details, each.name] };
  }
  return told;
}

function headline({ name, status, reason = "", details, seconds }: Case): string {
  if (status !== "skipped")
    return seconds === undefined ? name : `${name} (${seconds.toFixed(1)} s)`;
  return details.length === 0 ? `${name}: skipped, ${reason}` : `skipped, ${reason}:`;
}

/** What stands below the headline. A finding is below its file, and needs its line alone. */
function remarks({ name, status, reason, details }: Case, columns: number | undefined): string[] {
  const below = { indent: 4, hang: 2 };
  if (status === "skipped" && details.length > 0) {
    const names = [name, ...details];
    const short = names.every((each) => !each.includes(" "));
    return (short ? [names.join(", ")] : names).flatMap((line) =>
      wrapIndented(line, columns, below),
    );
  }
  const lines = status === "failed" && reason !== undefined ? [reason, ...details] : details;
  return lines
    .flatMap((line) => line.split("\n"))
    .filter((line) => line !== "")
    .map((line) => (line.startsWith(`${name}:`) ? `line ${line.slice(name.length + 1)}` : line))
    .flatMap((line) => wrapIndented(line, columns, below));
}

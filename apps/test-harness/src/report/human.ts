import { countCases, type Case, type Suite } from "./case.js";

const looks = {
  passed: { mark: "✓", color: 32 },
  failed: { mark: "✗", color: 31 },
  skipped: { mark: "-", color: 33 },
  warned: { mark: "!", color: 33 },
} as const;

/** For a person: a line per case, what is wrong below it, the counts last. */
export function reportHuman({ cases }: Suite, { color }: { readonly color: boolean }): string {
  const paint = (text: string, code: number): string =>
    color ? `\u001b[${code}m${text}\u001b[39m` : text;
  const lines = cases.flatMap((each, at) => {
    const { mark, color: code } = looks[each.warned ? "warned" : each.status];
    return [
      `${paint(mark, code)} ${headline(each, cases[at - 1])}`,
      ...remarks(each).map((line) => `    ${line}`),
    ];
  });
  const { passed, failed, skipped } = countCases(cases);
  const warned = cases.filter((each) => each.warned).length;
  const some = warned === 0 ? "" : ` (${warned} with a warning)`;
  const counts = `${passed} passed${some}, ${failed} failed, ${skipped} skipped`;
  return `${[...lines, "", paint(counts, looks[failed > 0 ? "failed" : "passed"].color)].join("\n")}\n`;
}

function headline({ name, status, reason, seconds }: Case, before: Case | undefined): string {
  if (status === "skipped") {
    const same = before?.status === "skipped" && before.reason === reason;
    return `${name}: skipped, ${same ? "for the same reason" : (reason ?? "")}`;
  }
  return seconds === undefined ? name : `${name} (${seconds.toFixed(1)} s)`;
}

function remarks({ status, reason, details }: Case): string[] {
  const lines = status === "failed" && reason !== undefined ? [reason, ...details] : [...details];
  return lines.flatMap((line) => line.split("\n"));
}

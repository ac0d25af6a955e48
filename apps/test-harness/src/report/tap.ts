import type { Case, Suite } from "./case.js";

/** TAP version 14 (testanything.org). */
export function reportTap({ cases }: Suite): string {
  const lines = cases.flatMap((each, index) => formatCase(each, index + 1));
  return `${["TAP version 14", `1..${cases.length}`, ...lines].join("\n")}\n`;
}

function formatCase({ name, status, reason, details }: Case, number: number): string[] {
  const verdict = `${status === "failed" ? "not ok" : "ok"} ${number} - ${escape(name)}`;
  if (status === "skipped") return [`${verdict} # SKIP ${escape(reason ?? "")}`];
  const lines = [...(reason === undefined ? [] : [reason]), ...details];
  if (lines.length === 0) return [verdict];
  return [
    verdict,
    "  ---",
    "  message: |",
    ...lines.flatMap((line) => line.split("\n").map((part) => `    ${part}`)),
    "  ...",
  ];
}

/** A `#` would begin a directive, and a line break a line of its own. */
const escape = (text: string): string =>
  text.replaceAll(/[\\#]/g, String.raw`\$&`).replaceAll(/\s*\n\s*/g, " ");

import { visible } from "@mosaicstack/tmux-client/visible";
import { countCases, type Case, type Suite } from "./case.js";

/** The XML that CI servers read as JUnit's. */
export function reportJunit({ name, cases }: Suite): string {
  const { failed, skipped } = countCases(cases);
  const seconds = cases.reduce((sum, each) => sum + (each.seconds ?? 0), 0);
  const counts = `tests="${cases.length}" failures="${failed}" skipped="${skipped}" time="${seconds.toFixed(3)}"`;
  const suite = `mosaic-fleet-harness ${name}`;
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${suite}" ${counts}>`,
    `  <testsuite name="${suite}" ${counts}>`,
    ...cases.flatMap((each) => formatCase(each, suite)),
    "  </testsuite>",
    "</testsuites>",
  ].join("\n")}\n`;
}

function formatCase(
  { name, status, reason = "", details, seconds = 0 }: Case,
  suite: string,
): string[] {
  const open = `    <testcase name="${escape(name)}" classname="${suite}" time="${seconds.toFixed(3)}"`;
  const text = details.join("\n");
  const inner =
    status === "failed"
      ? `<failure message="${escape(reason)}">${escape([reason, ...details].join("\n"))}</failure>`
      : status === "skipped"
        ? `<skipped message="${escape(reason)}"/>`
        : text && `<system-out>${escape(text)}</system-out>`;
  return inner ? [`${open}>`, `      ${inner}`, "    </testcase>"] : [`${open}/>`];
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** XML 1.0 has no way to write most control characters, halves of pairs, U+FFFE and U+FFFF; all of them are `visible`. */
function escape(text: string): string {
  return visible(text, "\t\n").replaceAll(/[&<>"]/g, (letter) => entities[letter] ?? letter);
}

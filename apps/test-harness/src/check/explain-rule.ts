import { UsageError, wrapIndented } from "@mosaicstack/command-line";
import { nearestWords } from "@mosaicstack/roster";
import { visible } from "@mosaicstack/tmux-client/visible";
import type { ExampleFile, RuleExample } from "./example-file.js";
import { exampleOf } from "./rule-example.js";
import { allRules } from "./rule-list.js";
import type { RuleText } from "./rule-text.js";

export interface ExplainedRule extends RuleText {
  readonly example?: RuleExample;
}

/** What a rule asks, why, what to do, and an example of both. Throws `UsageError` where there is none of that code. */
export function explainRule(code: string): ExplainedRule {
  const rules = allRules();
  const rule = rules.find((each) => each.code === code.toUpperCase());
  if (rule === undefined) {
    const codes = rules.map((each) => each.code);
    const near = nearestWords(code, codes).slice(0, MOST);
    const meant = near.map((each) => `\`${each}\``).join(" or ");
    const remedy = "`mosaic-fleet-harness list` shows them all.";
    throw new UsageError(
      `there is no rule \`${code}\``,
      near.length === 0 ? remedy : `Is ${meant} meant? ${remedy}`,
    );
  }
  const example = exampleOf(rule.code);
  return { ...rule, ...(example === undefined ? {} : { example }) };
}

/** So many are named; more are no help. */
const MOST = 3;
const INDENT = 8;
const WIDTH = 80;

/** For a person, line by line; what is told of an example is marked at its line. */
export function formatExplanation({ example, ...rule }: ExplainedRule): string[] {
  const { code, severity, what, why, remedy } = rule;
  const told = [
    ["What", what],
    ["Why", why],
    ["Remedy", remedy],
  ] as const;
  return [
    `${code}  ${severity}`,
    ...told.flatMap(([title, text]) => {
      const [first = "", ...rest] = wrapIndented(text, WIDTH, { indent: INDENT });
      return [title.padEnd(INDENT) + first.slice(INDENT), ...rest];
    }),
    ...(example === undefined ? [] : formatFiles("Bad", example.bad)),
    ...(example === undefined ? [] : formatFiles("Good", example.good)),
  ];
}

function formatFiles(title: string, files: readonly ExampleFile[]): string[] {
  return files.flatMap(({ name, about, text, blamed }, index) => [
    "",
    `${(index === 0 ? title : "").padEnd(8)}${name}${about === undefined ? "" : ` (${about})`}`,
    ...text
      .split("\n")
      .slice(0, -1)
      .map((line, at) =>
        `${blamed.includes(at + 1) ? "     >  " : "        "}${visible(line)}`.trimEnd(),
      ),
  ]);
}

import { visible } from "@mosaicstack/tmux-client/visible";
import { UsageError } from "../usage-error.js";
import { nearest } from "./nearest.js";
import { exampleOf, type ExampleFile, type RuleExample } from "./rule-example.js";
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
    const near = nearest(
      code.toUpperCase(),
      rules.map((each) => each.code),
    );
    const hint =
      near.length === 0 ? "" : `; is ${near.map((each) => `\`${each}\``).join(" or ")} meant`;
    throw new UsageError(`there is no rule \`${code}\`${hint}; \`list\` shows them all`);
  }
  const example = exampleOf(rule.code);
  return { ...rule, ...(example === undefined ? {} : { example }) };
}

/** For a person; what is told of an example is marked at its line. */
export function formatExplanation({ example, ...rule }: ExplainedRule): string {
  const { code, severity, what, why, remedy } = rule;
  const text = [
    `${code}  ${severity}`,
    ...wrapped("What", what),
    ...wrapped("Why", why),
    ...wrapped("Remedy", remedy),
  ];
  if (example !== undefined)
    text.push(...formatFiles("Bad", example.bad), ...formatFiles("Good", example.good));
  return `${text.join("\n")}\n`;
}

const WIDTH = 80;
const INDENT = 8;

/** A paragraph behind its title, in lines that a terminal has room for; a word that is longer has one of its own. */
function wrapped(title: string, text: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH - INDENT) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].map((each, at) => `${(at === 0 ? title : "").padEnd(INDENT)}${each}`);
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

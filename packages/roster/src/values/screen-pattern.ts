import type { ZodType } from "zod";
import type { Finding } from "../check/diagnostic.js";
import { line, rule } from "../schema/leaf.js";
import { quote } from "./quote.js";

/**
 * A regular expression that is looked for in the lines of a screen, by JavaScript and by `grep -E` in the C locale: it has to
 * mean the same to both. `colours`: it may hold the escape character of colours. `spanning`: one with a `\\n` in
 * it is looked for by JavaScript alone.
 */
export function screenPattern(
  options: { colours?: boolean; spanning?: boolean } = {},
): ZodType<string, string> {
  return rule(line(options).meta({ minLength: 1 }), (pattern) => {
    const isSpanning = options.spanning && pattern.includes(String.raw`\n`);
    const apart = isSpanning ? undefined : readApart(pattern);
    if (apart === undefined) return checkPattern(pattern);
    const message = `the pattern has ${apart.what}, which \`grep -E\` does not read as JavaScript does`;
    return { code: "bad-pattern", message, hint: apart.hint, index: apart.index };
  });
}

/** One that JavaScript alone looks for. */
export function looksPattern(): ZodType<string, string> {
  return rule(line({ colours: true }).meta({ minLength: 1 }), checkPattern);
}

function checkPattern(pattern: string): Finding | undefined {
  if (pattern === "") {
    const message = "an empty pattern stands on every screen";
    return { code: "bad-pattern", message, hint: "write what the screen shows then" };
  }
  try {
    void new RegExp(pattern, "u");
    return undefined;
  } catch (error) {
    const why = (error as Error).message.replace(/^.*: /s, "").toLowerCase();
    const message = `${quote(pattern)} is no regular expression: ${why}`;
    const hint = "put a backslash before a sign that is meant as such";
    return { code: "bad-pattern", message, hint };
  }
}

interface Apart {
  readonly what: string;
  readonly hint: string;
  readonly index: number;
}

/** The first part that only one of the two reads, or that they read apart. */
function readApart(pattern: string): Apart | undefined {
  let before = "";
  for (let index = 0; index < pattern.length; index++) {
    const rest = pattern.slice(index);
    const found = PARTS.find(([begin]) => begin.test(rest));
    if (found !== undefined) return { what: found[1], hint: found[2], index };
    const [part = ""] = /^(?:\\.|\[\^?[^\]]*\]?|\{[^}]*\}|.)/su.exec(rest) ?? [];
    const quantifies = /^[*+?{]/.test(part);
    if (quantifies && /[^\0-\u007f]$/.test(before))
      return {
        what: "a quantifier behind a sign beyond ASCII",
        hint: "put that into a group",
        index,
      };
    if (quantifies && before === "quantifier")
      return { what: "a quantifier behind a quantifier", hint: "use one of them", index };
    before = quantifies ? "quantifier" : part;
    index += part.length - 1;
  }
  return undefined;
}

/** What it begins with, what that is, what to write. */
const PARTS: readonly (readonly [RegExp, string, string])[] = [
  [/^\(\?/, "a group that begins with `(?`", "use plain groups, `( )`"],
  [/^\\(?:[A-Za-z0-9]|$)/, "an escape of a letter or digit", "use a class such as `[0-9]`"],
  [/^\[\^?\]/, "a class that begins with `]`", "write the bracket outside, as `\\]`"],
  [/^\[[^\]]*\\/, "a backslash in a class", "write the sign itself there, or use `(one|other)`"],
  [/^\[[^\]]*\[/, "a bracket in a class", "use `(one|other)`, or a class such as `[0-9]`"],
  [/^\[[^\]]*[^\0-\u007f\]]/, "a class with a sign beyond ASCII", "use `(one|other)`"],
];

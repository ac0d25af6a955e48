import { string, union, number, type ZodType } from "zod";
import type { Finding } from "../check/diagnostic.js";
import {
  COLOURS_PATTERN,
  LINE_PATTERN,
  LINES_PATTERN,
  sizePattern,
  timeSpanPattern,
} from "../values/patterns.js";
import { formatSize, parseSize } from "../values/size.js";
import { formatTimeSpan, parseTimeSpan } from "../values/time-span.js";
import { quote } from "../values/quote.js";

/** A schema with one more rule: what `find` reports becomes an issue that carries the finding. */
export function rule<Out, In>(
  schema: ZodType<Out, In>,
  find: (value: Out) => Finding | undefined,
): ZodType<Out, In> {
  return schema.superRefine((value, context) => {
    const finding = find(value);
    if (finding !== undefined) context.addIssue(issueOf(finding));
  });
}

/** A schema whose value is read into another: `read` returns the value or why there is none. */
export function reads<Out, Mid, In>(
  schema: ZodType<Mid, In>,
  read: (value: Mid) => { value: Out } | Finding,
): ZodType<Out, In> {
  return schema.transform((value, context) => {
    const result = read(value);
    if ("value" in result) return result.value;
    context.addIssue(issueOf(result));
    return undefined as never;
  });
}

/** A string without control characters; `lines` allows line feed and tab, `colours` the escape character. */
export function line(
  options: { lines?: boolean; colours?: boolean } = {},
): ZodType<string, string> {
  const { lines = false, colours = false } = options;
  const [odd, pattern] = lines
    ? ([/[^\P{Cc}\n\t]|\p{Cs}/u, LINES_PATTERN] as const)
    : colours
      ? ([/[^\P{Cc}\u001b]|\p{Cs}/u, COLOURS_PATTERN] as const)
      : ([/[\p{Cc}\p{Cs}]/u, LINE_PATTERN] as const);
  return rule(string().meta({ pattern }), (value) => {
    const [found] = odd.exec(value) ?? [];
    if (found === undefined) return undefined;
    const name = found.codePointAt(0)?.toString(16).padStart(4, "0").toUpperCase() ?? "";
    const message = `the value holds the character U+${name}, which no unit file can carry`;
    return { code: "control-character", message, hint: "remove it" };
  });
}

/** A line that says something: `key` and what to do where it is empty. */
export function filled(key: string, hint: string): ZodType<string, string> {
  return rule(line(), (text) =>
    text === "" ? { code: "empty-value", message: `\`${key}\` is empty`, hint } : undefined,
  ).meta({ minLength: 1 });
}

/** A size in bytes, written as systemd reads it, at least `least`; or one of `words`, which stand for a value. */
export function size<Word = never>(
  least: number,
  words: Readonly<Record<string, Word>> = {},
): ZodType<number | Word, string | number> {
  const others = Object.keys(words).map((word) => `, or \`${word}\``);
  const expected = `a size such as \`20M\` or \`4G\`${others.join("")}`;
  const meta = {
    type: ["string", "integer"],
    pattern: sizePattern(Object.keys(words)),
    minimum: least,
    maximum: Number.MAX_SAFE_INTEGER,
  };
  return reads<number | Word, string | number, string | number>(
    union([string(), number()], { error: expected }).meta(meta),
    (written) => {
      const word =
        typeof written === "string" && Object.hasOwn(words, written) ? words[written] : undefined;
      if (word !== undefined) return { value: word };
      const bytes = typeof written === "number" ? written : parseSize(written);
      if (typeof bytes !== "number") {
        const message = `${quote(String(written))} is not a size: ${bytes.problem}`;
        // Where it does not even begin as a size, a word may be meant.
        const hint =
          bytes.index === 0 && bytes.hint ? `${bytes.hint}${others.join("")}` : bytes.hint;
        return { code: "bad-size", message, hint };
      }
      if (bytes >= least && Number.isSafeInteger(bytes)) return { value: bytes };
      const message = `${quote(String(written))} is ${bytes} bytes, and the least is ${formatSize(least)}`;
      return { code: "out-of-range", message, hint: `it takes ${expected}` };
    },
  );
}

/** A time span in seconds, written as systemd reads it, within bounds; or one of `words`, which stand for a value. */
export function timeSpan<Word = never>(
  least: number,
  most: number,
  words: Readonly<Record<string, Word>> = {},
): ZodType<number | Word, string | number> {
  const others = Object.keys(words).map((word) => `, or \`${word}\``);
  const pattern = timeSpanPattern(Object.keys(words));
  const meta = { pattern, minimum: least, maximum: most };
  const error = `a time span such as \`5s\`${others.join("")}`;
  const schema = union([string(), number()], { error }).meta(meta);
  return reads<number | Word, string | number, string | number>(schema, (written) => {
    if (typeof written === "string" && Object.hasOwn(words, written)) {
      const word = words[written];
      if (word !== undefined) return { value: word };
    }
    const seconds = typeof written === "number" ? written : parseTimeSpan(written);
    if (typeof seconds !== "number") {
      const message = `${quote(String(written))} is not a time span: ${seconds.problem}`;
      return { code: "bad-time-span", message, hint: seconds.hint };
    }
    if (seconds >= least && seconds <= most) return { value: seconds };
    const hint = `it can be ${formatTimeSpan(least)} to ${formatTimeSpan(most)}${others.join("")}`;
    return {
      code: "out-of-range",
      message: `${quote(String(written))} is beyond its bounds`,
      hint,
    };
  });
}

/** A whole number within bounds. */
export function count(least: number, most: number): ZodType<number, number> {
  const schema = number({ error: "a whole number" });
  const checked = rule(schema, (value) => {
    if (Number.isInteger(value) && value >= least && value <= most) return undefined;
    const hint = `it is a whole number from ${least} to ${most}`;
    return { code: "out-of-range", message: `${value} is beyond its bounds`, hint };
  });
  return checked.meta({ type: "integer", minimum: least, maximum: most });
}

/** How a finding travels through zod: in the parameters of a custom issue. */
function issueOf(finding: Finding): {
  code: "custom";
  message: string;
  params: { finding: Finding };
} {
  return { code: "custom", message: finding.message, params: { finding } };
}

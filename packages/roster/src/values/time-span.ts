import type { TextProblem } from "./problem.js";

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The unit words of systemd.time(7), in microseconds. `m` is a minute, `M` a month. */
const UNITS: Readonly<Record<string, number>> = {
  ...spell(1, "us usec µs μs"),
  ...spell(1000, "ms msec"),
  ...spell(SECOND, "s sec second seconds"),
  ...spell(MINUTE, "m min minute minutes"),
  ...spell(HOUR, "h hr hour hours"),
  ...spell(DAY, "d day days"),
  ...spell(7 * DAY, "w week weeks"),
  ...spell(30.4375 * DAY, "M month months"),
  ...spell(365.25 * DAY, "y year years"),
};

/** Every word that a time span can have after a number. */
export const timeUnits: readonly string[] = Object.keys(UNITS);

const PART = /[ \t]*(\d+(?:\.\d+)?)[ \t]*(\p{L}*)[ \t]*/uy;

/** Reads a time span as systemd does (systemd.time(7)): `5s`, `1h30m`, a bare number means seconds. In seconds. */
export function parseTimeSpan(text: string): number | TextProblem {
  let total = 0;
  let at = 0;
  do {
    PART.lastIndex = at;
    const match = PART.exec(text);
    const [whole = "", digits = "", word = ""] = match ?? [];
    if (match === null) return notATimeSpan(at);
    const unit = word === "" ? SECOND : Object.hasOwn(UNITS, word) ? UNITS[word] : undefined;
    if (unit === undefined) return unknownUnit(word, at + whole.indexOf(word));
    total += Math.round(Number(digits) * unit);
    at += whole.length;
  } while (at < text.length);
  if (!Number.isSafeInteger(total)) return { problem: "it is too long", index: 0 };
  return total / SECOND;
}

/** The normal form of a time span, days as its largest unit: `1h30m`. `parseTimeSpan` reads it back exactly. */
export function formatTimeSpan(seconds: number): string {
  let rest = Math.round(seconds * SECOND);
  const parts: string[] = [];
  for (const word of ["d", "h", "m", "s", "ms", "us"]) {
    const unit = UNITS[word] ?? 1;
    const count = Math.floor(rest / unit);
    if (count > 0) parts.push(`${count}${word}`);
    rest -= count * unit;
  }
  return parts.join("") || "0s";
}

function spell(microseconds: number, words: string): Record<string, number> {
  return Object.fromEntries(words.split(" ").map((word) => [word, microseconds]));
}

function notATimeSpan(index: number): TextProblem {
  const hint = "write numbers with units, such as `5s` or `1h30m`";
  return { problem: "it is no number with a unit", hint, index };
}

function unknownUnit(word: string, index: number): TextProblem {
  const likely = Object.hasOwn(UNITS, word.toLowerCase()) ? word.toLowerCase() : undefined;
  const hint =
    likely === undefined ? "the units are s, m, h, d, w, ms and us" : `write \`${likely}\``;
  return { problem: `the unit \`${word}\` is not one of systemd's`, hint, index };
}

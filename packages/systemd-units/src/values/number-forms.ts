import { parseInteger } from "./parse-integer.js";
import { parseParts, parsePercentage, parseSize } from "./parse-size.js";
import { parseTimeSpan } from "./parse-time-span.js";
import { PLAIN, splitWords } from "./split-words.js";

export function inRange(value: string, low: number, high: number): boolean {
  const number = parseInteger(value);
  return number !== undefined && number >= low && number <= high;
}

export function isMode(value: string): boolean {
  return /^[0-7]+$/.test(value) && Number.parseInt(value, 8) <= 0o7777;
}

/** Of memory: bytes, or a part of all there is. */
export function amount(value: string): number | undefined {
  return /[%‰‱]$/.test(value) ? parsePercentage(value) : bytes(value);
}

export function isTasks(value: string): boolean {
  return value === "infinity" || parsePercentage(value) !== undefined || (count(value) ?? 0) > 0;
}

export function isQuota(value: string): boolean {
  return (parseParts(value) ?? 0) > 0;
}

/** A limit, or a soft and a hard one with `:` between. */
export function isLimit(value: string, read: (text: string) => number | undefined): boolean {
  const [soft, hard, ...more] = value
    .split(":")
    .map((part) => (part === "" ? undefined : read(part)));
  if (more.length > 0 || soft === undefined) return false;
  return value.includes(":") ? hard !== undefined && soft <= hard : true;
}

/** The highest number of 64 bits means "no limit" to systemd, and may not be written out. */
export function bytes(text: string): number | undefined {
  const size = parseSize(text);
  return size !== undefined && (size < 2 ** 64 || text === "infinity") ? size : undefined;
}

export function count(text: string): number | undefined {
  const number = text === "infinity" ? Infinity : parseInteger(text);
  return number !== undefined && number >= 0 && (number < 2 ** 64 || text === "infinity")
    ? number
    : undefined;
}

/** A limit of the processor's time, which the kernel counts in whole seconds. */
export function seconds(text: string): number | undefined {
  const span = parseTimeSpan(text);
  return span === undefined ? undefined : Math.ceil(span / 1_000_000);
}

/** The limit of the nice level: 0 to 40 as the kernel counts, or the level itself behind a sign. */
export function niceLimit(text: string): number | undefined {
  const sign = /^[-+]/.exec(text)?.[0];
  const number = count(sign === undefined ? text : text.slice(1));
  const highest = { "+": 19, "-": 20 }[sign ?? ""] ?? 40;
  if (number === undefined || number > highest) return undefined;
  return sign === undefined ? number : 20 + (sign === "-" ? number : -number);
}

/** systemd makes no larger set of processors. */
const LAST_CPU = 8191;

/** Numbers of processors and ranges of them, apart by blanks or commas. Where specifiers stand the rest is judged. */
export function isCpuSet(value: string): boolean {
  if (/%[A-Za-z]/.test(value)) return /^[-\d, \t]*$/.test(value.replace(/%[A-Za-z]/g, ""));
  const { words, fault } = splitWords(value.replaceAll(",", " "), PLAIN);
  return (
    fault === undefined &&
    words.every((word) => {
      const [low = "", high = low, ...more] = word.split("-");
      const [first, last] = [parseInteger(low), parseInteger(high)];
      return (
        more.length === 0 &&
        first !== undefined &&
        last !== undefined &&
        first <= last &&
        last <= LAST_CPU
      );
    })
  );
}

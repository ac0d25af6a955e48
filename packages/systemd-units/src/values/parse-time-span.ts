const SECOND = 1_000_000n;
const MINUTE = 60n * SECOND;
const HOUR = 60n * MINUTE;
const DAY = 24n * HOUR;

/** In microseconds; a month is the twelfth of a year of 365.25 days (systemd.time(7)). */
const UNITS: ReadonlyMap<string, bigint> = new Map(
  (
    [
      ["usec us µs \u03bcs", 1n],
      ["msec ms", 1000n],
      ["seconds second sec s", SECOND],
      ["minutes minute min m", MINUTE],
      ["hours hour hr h", HOUR],
      ["days day d", DAY],
      ["weeks week w", 7n * DAY],
      ["months month M", (DAY * 36525n) / 1200n],
      ["years year y", (DAY * 36525n) / 100n],
    ] as const
  ).flatMap(([names, size]) => names.split(" ").map((name): [string, bigint] => [name, size])),
);
/** The longest name first, for `min` must not be read as `m`. */
const NAMES = [...UNITS.keys()].toSorted((a, b) => b.length - a.length).join("|");
const PART = part(NAMES);
const NANO_PART = part(`${NAMES}|nsec|ns`);

function part(names: string): RegExp {
  return new RegExp(
    `^[ \\t\\n\\r]*\\+?(?:(\\d+)(?:\\.(\\d+))?|\\.(\\d+))(?:[ \\t\\n\\r]*(${names})|([ \\t\\n\\r]+)|$)`,
  );
}

/** systemd keeps 64 bits, and the highest number for `infinity`. */
const INFINITY = 2n ** 64n - 1n;

/**
 * A time span in microseconds, `Infinity` for `infinity`; `undefined` for what systemd refuses (systemd.time(7)). A number alone counts
 * in seconds. Beyond 2^53 microseconds (285 years) the result is rounded.
 */
export function parseTimeSpan(text: string): number | undefined {
  return readSpan(text, PART, (name) => UNITS.get(name ?? "s") ?? SECOND);
}

/** As `parseTimeSpan`, but a number alone counts in microseconds (`LimitRTTIME=`). */
export function parseMicroseconds(text: string): number | undefined {
  return readSpan(text, PART, (name) => UNITS.get(name ?? "us") ?? 1n);
}

/** A time span in nanoseconds, which has `ns` and `nsec` too; a number alone counts in nanoseconds (`TimerSlackNSec=`). */
export function parseNanoseconds(text: string): number | undefined {
  return readSpan(text, NANO_PART, (name = "ns") =>
    name.startsWith("ns") ? 1n : (UNITS.get(name) ?? 0n) * 1000n,
  );
}

function readSpan(
  text: string,
  pattern: RegExp,
  sizeOf: (name: string | undefined) => bigint,
): number | undefined {
  if (/^[ \t\n\r]*infinity[ \t\n\r]*$/.test(text)) return Infinity;
  let total = 0n;
  let rest = text;
  while (/[^ \t\n\r]/.test(rest) || rest === text) {
    const found = pattern.exec(rest);
    if (found === null) return undefined;
    const size = sizeOf(found[4]);
    if (BigInt(found[1] ?? 0) >= INFINITY / size) return undefined;
    total += BigInt(found[1] ?? 0) * size + fraction(found[2] ?? found[3] ?? "", size);
    if (total >= INFINITY) return undefined;
    rest = rest.slice(found[0].length);
  }
  return Number(total);
}

/** Digit by digit, each rounded down, as systemd does. */
function fraction(digits: string, size: bigint): bigint {
  let sum = 0n;
  let weight = size / 10n;
  for (const digit of digits) {
    sum += BigInt(digit) * weight;
    weight /= 10n;
  }
  return sum;
}

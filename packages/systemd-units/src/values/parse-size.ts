import { parseInteger } from "./parse-integer.js";

const SUFFIXES = "EPTGMKB";
const LARGEST = 2n ** 64n - 1n;

/**
 * A size in bytes with suffixes of 1024 (`4G`, `1.5M`, `1G 512M`), `Infinity` for `infinity`; `undefined` for what systemd refuses.
 * Beyond 2^53 the result is rounded. Percentages, as `MemoryMax=` allows them, are for `parsePercentage`.
 */
export function parseSize(text: string): number | undefined {
  if (text === "infinity") return Infinity;
  let total = 0n;
  let rest = text;
  let last = -1;
  do {
    const part = /^[ \t\n\r]*\+?(\d+)(?:\.(\d*))?[ \t\n\r]*([EPTGMKB]?)/.exec(rest);
    if (part === null) return undefined;
    // Suffixes have to go down: `1M 2G` is no size. None at all counts as the smallest.
    const rank = part[3] ? SUFFIXES.indexOf(part[3]) : SUFFIXES.length;
    if (rank <= last) return undefined;
    last = rank;
    const size = 1024n ** BigInt(Math.max(0, 6 - rank));
    const whole = BigInt(part[1] ?? 0);
    const fraction = Number(`0.${part[2] || "0"}`);
    // systemd rounds up before it looks whether 64 bits hold it: `15.5E` is too much.
    if (whole + (fraction > 0 ? 1n : 0n) > LARGEST / size) return undefined;
    total += whole * size + BigInt(Math.trunc(fraction * Number(size)));
    if (total > LARGEST) return undefined;
    rest = rest.slice(part[0].length);
  } while (rest !== "");
  return Number(total);
}

/** A part of the whole, 0 to 1, from `%`, `‰` or `‱`; `undefined` for what is none. At most two decimals, as systemd keeps them. */
export function parsePercentage(text: string): number | undefined {
  const parts = parseParts(text);
  return parts === undefined || parts > 10_000 ? undefined : parts / 10_000;
}

const LARGEST_INT = 2 ** 31 - 1;

/** Ten-thousandths from `%`, `‰` or `‱`, also of more than the whole; the whole number is written as `parseInteger` reads one. */
export function parseParts(text: string): number | undefined {
  const part = /^([^.]*)(?:\.(\d+))?(%|‰|‱)$/.exec(text);
  const places = { "%": 2, "‰": 1, "‱": 0 }[part?.[3] ?? ""];
  const whole = parseInteger(part?.[1] ?? "");
  if (part === null || places === undefined || whole === undefined || whole < 0) return undefined;
  const decimals = part[2] ?? "";
  if (decimals.length > places) return undefined;
  const parts = whole * 10 ** places + Number(decimals.padEnd(places, "0"));
  return parts > LARGEST_INT ? undefined : parts;
}

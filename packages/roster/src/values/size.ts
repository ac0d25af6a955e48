import type { TextProblem } from "./problem.js";

const UNITS = ["", "K", "M", "G", "T", "P", "E"];
const SIZE = /^(\d+(?:\.\d+)?)[ \t]*([A-Za-z]*)$/;

/** Reads a size as systemd does (systemd.resource-control(5)): `20M`, `1.5G`; base 1024. In bytes. */
export function parseSize(text: string): number | TextProblem {
  const match = SIZE.exec(text.trim());
  const [, digits = "", unit = ""] = match ?? [];
  const power = UNITS.indexOf(unit === "B" ? "" : unit);
  if (match === null) {
    return {
      problem: "it is no number with a unit",
      hint: "write a number and a unit, such as `20M` or `3G`",
      index: 0,
    };
  }
  if (power < 0) {
    const likely = unit.charAt(0).toUpperCase();
    const known = likely !== "" && UNITS.includes(likely) && /^.(i?b)?$/i.test(unit);
    const hint = known
      ? `write \`${digits}${likely}\``
      : "the units are K, M, G, T, P and E, base 1024";
    return { problem: `the unit \`${unit}\` is not one of systemd's`, hint, index: digits.length };
  }
  const bytes = Math.floor(Number(digits) * 1024 ** power);
  if (!Number.isSafeInteger(bytes)) return { problem: "it is too large", index: 0 };
  return bytes;
}

/** The normal form of a size: the largest unit that divides it. `parseSize` reads it back exactly. */
export function formatSize(bytes: number): string {
  let [value, power] = [bytes, 0];
  while (value > 0 && value % 1024 === 0 && power < UNITS.length - 1) {
    [value, power] = [value / 1024, power + 1];
  }
  return `${value}${UNITS[power] ?? ""}`;
}

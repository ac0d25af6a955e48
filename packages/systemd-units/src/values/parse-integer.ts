/**
 * A whole number as systemd reads it: octal behind `0` or `0o`, hexadecimal behind `0x`, binary behind `0b`; `undefined` for what is none.
 * The sign stands first, but behind `0b` and `0o`, as in `0b-1`.
 */
export function parseInteger(text: string): number | undefined {
  for (const { pattern, base } of NOTATIONS) {
    const [, sign, digits] = pattern.exec(text) ?? [];
    if (digits === undefined) continue;
    const number = Number.parseInt(digits, base);
    return sign === "-" ? -number : number;
  }
  return undefined;
}

const NOTATIONS = [
  { pattern: /^0b([-+]?)([01]+)$/i, base: 2 },
  { pattern: /^0o([-+]?)([0-7]+)$/i, base: 8 },
  { pattern: /^([-+]?)0x([0-9a-f]+)$/i, base: 16 },
  { pattern: /^([-+]?)(0[0-7]*)$/, base: 8 },
  { pattern: /^([-+]?)([1-9]\d*)$/, base: 10 },
];

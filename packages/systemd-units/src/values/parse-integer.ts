/** A whole number in C's notation: octal behind `0`, hexadecimal behind `0x`; `undefined` for what is none. */
export function parseInteger(text: string): number | undefined {
  const [, sign, digits = ""] = /^([-+]?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)$/i.exec(text) ?? [];
  if (digits === "") return undefined;
  const octal = /^0[0-7]+$/.test(digits);
  const number = octal ? Number.parseInt(digits, 8) : Number(digits);
  return sign === "-" ? -number : number;
}

const codes = { red: 31, green: 32, yellow: 33, dim: 2, bold: 1 } as const;

export type Tint = keyof typeof codes;

/** The text in a colour, where colours are wanted. */
export function paint(text: string, tint: Tint | undefined, color: boolean): string {
  return color && tint !== undefined && text !== ""
    ? `\u001B[${codes[tint]}m${text}\u001B[0m`
    : text;
}

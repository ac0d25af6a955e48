/** The whole number that a text is, undefined where it is none between the two, both included. */
export function wholeNumber(
  text: string,
  [from, to]: readonly [from: number, to: number],
): number | undefined {
  const number = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(number) && number >= from && number <= to ? number : undefined;
}

/** Every specifier of systemd.unit(5) and the version that brought it; 249 stands for "that or earlier". */
const SPECIFIERS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    "aAbBCdEfgGhHiIjJlLmMnNopPqsStTuUvVwW%".split("").map((letter) => [letter, 249]),
  ),
  y: 251,
  Y: 251,
  D: 256,
};

/** The specifiers of a value that systemd does not know, and for which it refuses or ignores the setting. `50%` and `%!` are none. */
export function unknownSpecifiers(value: string, version: number): string[] {
  return [...value.matchAll(/%([A-Za-z0-9%])/g)]
    .filter(([, letter = ""]) => (SPECIFIERS[letter] ?? Infinity) > version)
    .map(([specifier]) => specifier);
}

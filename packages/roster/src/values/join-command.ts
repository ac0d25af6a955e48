/** Words of these characters alone mean themselves in every shell. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/;

/**
 * One line that `splitCommand`, and any POSIX shell, splits into exactly these words.
 * Throws a TypeError when a word holds NUL: no process can be given one.
 */
export function joinCommand(argv: readonly string[]): string {
  return argv.map(quoteWord).join(" ");
}

function quoteWord(word: string): string {
  if (word.includes("\0")) throw new TypeError("a command word cannot hold NUL");
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

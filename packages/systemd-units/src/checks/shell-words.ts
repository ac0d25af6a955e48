/**
 * Splits a command of a shell script into words, roughly: blanks separate, quotes group, a backslash takes the next character. For
 * scripts inside `sh -c`; a unit's own lines are read by `parseExecLine`.
 */
export function shellWords(text: string): string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(
    /(?:"(?:[^"\\]|\\[^])*"?|'(?:[^'\\]|\\[^])*'?|\\[^]|[^\s"'\\])+/g,
  ))
    words.push(
      word.replace(
        /"((?:[^"\\]|\\[^])*)"?|'((?:[^'\\]|\\[^])*)'?|\\([^])/g,
        (_all, double?: string, single?: string, char?: string) => double ?? single ?? char ?? "",
      ),
    );
  return words;
}

/**
 * What stands before a `=`, where it is plainly a name that somebody wrote; `undefined` for what may be a piece of a secret: a line of a
 * key that was pasted without quotes, a URL. Base64 ends in `=` and mixes its letters and digits; a name does neither.
 */
export function shownName(key: string, value: string): string | undefined {
  const [, shell, name = ""] = /^(export\s+)?([A-Za-z0-9_.-]{1,64})$/.exec(key) ?? [];
  if (shell === undefined && /^=*$/.test(value)) return undefined;
  const words = name.split(/[_.-]+/);
  const isName = words.every((word) =>
    /^\d{0,3}(?:[A-Z]{0,16}|[A-Z]?[a-z]{0,16})\d{0,3}$/.test(word),
  );
  return isName && name !== "" ? name : undefined;
}

/**
 * A path or name that an environment file gives, for a message: up to where, by an open quote or a backslash at the end of its line,
 * the lines after it may begin.
 */
export function shownValue(value: string): string {
  return value.replace(/[=\p{Cc}].*$/su, "…");
}

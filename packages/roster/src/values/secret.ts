const SECRET_WORD =
  /^(?:KEY|PASS|PW|.*APIKEY|.*TOKEN|.*SECRET|.*PASSWORD|.*PASSWD|.*PASSPHRASE|CREDENTIALS?)$/;
const POINTER_WORD = /^(?:FILE|PATH|DIR|DIRECTORY|HELPER|COMMAND|CMD|URL|NAME|ID|TTL)$/;

/** Whether a value under this name is probably a secret: `GITHUB_TOKEN` is, `TOKEN_FILE` and `MAX_TOKENS` are not. */
export function isSecretName(name: string): boolean {
  const words = name
    .replaceAll(/([a-z])(?=[A-Z])/g, "$1_")
    .toUpperCase()
    .split(/[^A-Z0-9]/);
  return !POINTER_WORD.test(words.at(-1) ?? "") && words.some((word) => SECRET_WORD.test(word));
}

/** The prefixes by which issuers make their tokens recognisable, a private key, a password in a URL. */
const SECRET_VALUE = new RegExp(
  [
    /(?<!\w)(?:sk|pk|rk)-[\w-]{16}/,
    /(?<!\w)(?:gh[oprsu]_|github_pat_|glpat-|npm_|hf_|AIza|xox[abeprs]-)[\w-]{16}/,
    /(?<!\w)(?:AKIA|ASIA)[0-9A-Z]{12}/,
    /(?<!\w)eyJ[\w-]{8,500}\.[\w-]{8}/,
    /-----BEGIN [A-Z ]{0,30}PRIVATE KEY/,
    /:\/\/[^\s/@:]{0,100}:[^\s/@]{1,200}@/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/** A name with its sign, `API_KEY: `, `apiKey=`, and an option before its value, `--token x`, `[--token, x]`. */
const NAMED =
  /(?<![\w.-])(?:-{0,2}([A-Za-z][\w.-]*|_[\w.-]*)["']?[ \t]*[:=]|--?([A-Za-z][\w-]*)["']?[ \t,]+(?=\S))/g;

/** Offset in a text at which something begins that looks secret; `undefined` when nothing does. */
export function secretAt(text: string): number | undefined {
  const value = SECRET_VALUE.exec(text)?.index ?? Infinity;
  for (const match of text.matchAll(NAMED)) {
    const end = match.index + match[0].length;
    if (end > value) break;
    if (isSecretName(match[1] ?? match[2] ?? "")) return end;
  }
  return value === Infinity ? undefined : value;
}

/** A text of the user without what looks secret in it, and without all after that. */
export function redact(text: string): string {
  const at = secretAt(text);
  return at === undefined || at >= text.length ? text : `${text.slice(0, at)}…`;
}

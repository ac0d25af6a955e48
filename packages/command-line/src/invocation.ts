type Environment = Readonly<Record<string, string | undefined>>;

/** What one types to run this program: by npm from the repository, `npx` finds it; else it is on PATH. */
export function typedName(name: string, env: Environment): string {
  const byNpm = env["npm_lifecycle_event"] !== undefined || env["npm_execpath"] !== undefined;
  return byNpm ? `npx ${name}` : name;
}

/** Commands within backticks, as they work where this program was started. */
export function asTyped(name: string, text: string, env: Environment): string {
  return text.replaceAll(`\`${name} `, `\`${typedName(name, env)} `);
}

/** An argv as one would type it: each word quoted for a POSIX shell where it needs it. */
export function commandWords(argv: readonly string[]): string {
  return argv.map(quoted).join(" ");
}

function quoted(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

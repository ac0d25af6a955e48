/** systemd's limits, in bytes: of a name, and of a whole path. */
const LONGEST_NAME = 255;
const LONGEST_PATH = 4095;
const UNSAFE = /[\u0001-\u001f\u007f"'\\]/; // oxlint-disable-line no-control-regex

/**
 * Why systemd takes the first word of a command line for no program, once prefixes, quotes and escapes are gone; `undefined` where it
 * takes it. What a specifier stands for is not known here, so only the rest of such a word is judged.
 */
export function whyNoProgram(program: string, version: number): string | undefined {
  if (program === "") return "it names no program";
  if (UNSAFE.test(program))
    return "its program has a control character, a quote or a backslash in its name";
  const parts = program.split("/");
  const last = parts.at(-1) ?? "";
  // Until 254 it was enough that no slash stood at the end.
  const folders = version > 254 && parts.length > 1 ? ["", ".", ".."] : [""];
  if (folders.includes(last)) return `\`${program}\` is a folder`;
  const literal = program.replaceAll("%%", "");
  if (literal.includes("%"))
    return !/^[/%]/.test(program) && program.includes("/") ? relative(program) : undefined;
  if (parts.length > 1 && !program.startsWith("/")) return relative(program);
  if (parts.length === 1 && [".", ".."].includes(program)) return `\`${program}\` is a folder`;
  const long = parts.find((part) => lengthOf(part) > LONGEST_NAME);
  if (long !== undefined)
    return `\`${long.slice(0, 40)}…\` is longer than ${String(LONGEST_NAME)} bytes`;
  return lengthOf(program) > LONGEST_PATH
    ? `its path is longer than ${String(LONGEST_PATH)} bytes`
    : undefined;
}

/** A path without doubled slashes and without `.` on its way, as systemd keeps it; a plain name as it is. */
export function tidyPath(path: string): string {
  if (!path.includes("/")) return path;
  const parts = path.split("/").filter((part) => part !== "" && part !== ".");
  return `${path.startsWith("/") ? "/" : ""}${parts.join("/")}`;
}

function relative(program: string): string {
  return `\`${program}\` is neither a name nor an absolute path`;
}

/** A doubled `%` is one. */
function lengthOf(text: string): number {
  return Buffer.byteLength(text.replaceAll("%%", "%"));
}

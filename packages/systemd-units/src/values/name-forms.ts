import { isVariableName } from "../carried-text.js";
import { parseUnitName } from "../names/unit-name.js";
import { parseInteger } from "./parse-integer.js";

/** Only these types have templates, and so instances. */
const TEMPLATED = ["service", "socket", "target", "timer", "path"];

/** Whether a path has `..` in it: systemd takes no path that it would have to walk to know. */
export function stepsBack(path: string): boolean {
  return path.split("/").includes("..");
}

/** Absolute, and without a `..` on its way. Of the specifiers only some may stand for an absolute path. */
export function isAbsolute(value: string): boolean {
  return /^(?:\/|%[CDEILPSTVYdfhJsty])/.test(value) && !stepsBack(value);
}

/** Where specifiers stand only the rest can be judged: the letters, and that something may end it as a type does. */
export function isUnitName(word: string): boolean {
  if (hasSpecifier(word))
    return (
      /^[\w:.\\@-]*$/.test(literal(word)) &&
      (/%[nNiIjJpPf]$/.test(word) || parseUnitName(literal(`a${word}`)) !== undefined)
    );
  const parts = parseUnitName(word);
  return parts !== undefined && (parts.instance === undefined || TEMPLATED.includes(parts.suffix));
}

/** A plain unit whose dashes separate names, for each of them is a slice above; `-.slice` is the root. */
export function isSlice(name: string): boolean {
  if (name === "-.slice" || hasSpecifier(name)) return isUnitName(name) && name.endsWith(".slice");
  const stem = name.replace(/\.slice$/, "");
  return stem !== name && isUnitName(name) && !name.includes("@") && stem.split("-").every(Boolean);
}

export function isName(word: string): boolean {
  return hasSpecifier(word) ? /^\w*$/.test(literal(word)) : isVariableName(word);
}

/** A user or a group, by name or number; what would break `/etc/passwd`, or read as another number, is none. */
export function isOwner(name: string): boolean {
  if (hasSpecifier(name)) return !/[:/\p{Cc}]/u.test(name);
  const id = /^(?:0|[1-9]\d*)$/.test(name) ? parseInteger(name) : undefined;
  if (id !== undefined) return id < 2 ** 32 - 1 && id !== 65_535;
  return !/[:/\p{Cc}]|^-?\d*$|^ | $|^\.\.?$/u.test(name);
}

/** The name of a file, in ASCII. */
export function isCredential(name: string): boolean {
  // Of the specifiers some are paths.
  if (hasSpecifier(name)) return !/[:/\p{Cc}]|[^\p{ASCII}]|%[CDELSTVYdfhsty]/u.test(name);
  return name.length <= 255 && /^[ -~]+$/.test(name) && !/[:/]|^\.\.?$/.test(name);
}

/** `FIELD=…` of the journal, the name in capitals. */
export function isLogField(word: string): boolean {
  const at = word.indexOf("=");
  const name = word.slice(0, Math.max(0, at));
  // The ids of the boot and of the machine are in small letters.
  if (hasSpecifier(name))
    return at !== -1 && /^[A-Z0-9_]*$/.test(literal(name)) && !/%[bm]/.test(name);
  return at !== -1 && name.length <= 64 && /^[A-Z][A-Z0-9_]*$/.test(name);
}

/** A journal of its own: part of the names of a file and of units. */
export function isLogNamespace(name: string): boolean {
  const rest = literal(name);
  if (rest !== name) return /^[\w:.@-]*$/.test(rest);
  return name.length <= 222 && /^[\w:.@-]+$/.test(name) && !/^\.\.?$/.test(name);
}

export function hasSpecifier(word: string): boolean {
  return /%[A-Za-z%]/.test(word);
}

function literal(word: string): string {
  return word.replace(/%[A-Za-z]/g, "");
}

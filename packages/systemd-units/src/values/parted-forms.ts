import { hasSpecifier, isAbsolute, isCredential } from "./name-forms.js";
import { parseBoolean } from "./parse-boolean.js";

/** `[-]/source[:/destination[:option]]`. */
export function isBind(word: string): boolean {
  const [source = "", destination = "/", option = "", ...more] = word.split(":");
  return (
    isAbsolute(source.replace(/^-/, "")) &&
    isAbsolute(destination) &&
    ["", "rbind", "norbind"].includes(option) &&
    more.length === 0
  );
}

/** `private`, or a boolean that is true, each with a name of the machine behind it. */
export function isHostname(value: string): boolean {
  const [mode = "", name] = split(value);
  if (mode !== "private" && parseBoolean(mode) !== true) return false;
  return (
    name === undefined || hasSpecifier(name) || /^[a-z\d](?:[a-z\d.-]{0,62}[a-z\d])?$/i.test(name)
  );
}

/** `ID`, or `ID:` with an absolute path or the name of another credential. */
export function isLoadedCredential(value: string): boolean {
  const [id = "", source = ""] = split(value);
  if (!isCredential(id) || id.endsWith("\\")) return false;
  if (source === "" || hasSpecifier(source)) return true;
  return source.startsWith("/") ? !/\/\/|\/\.{1,2}(?:\/|$)/.test(source) : isCredential(source);
}

/** `ID:text`; C escapes count in the text. */
export function isSetCredential(value: string): boolean {
  const [id = "", text = ""] = split(value);
  return isCredential(id) && text !== "" && CREDENTIAL_TEXT.test(text);
}

const CREDENTIAL_TEXT =
  /^(?:[^\\]|\\(?:[abfnrtvs\\"']|x[0-9a-f]{2}|[0-3][0-7]{2}|u[0-9a-f]{4}|U00(?:0[0-9a-f]|10)[0-9a-f]{4}))*$/iu;

function split(value: string): string[] {
  const at = value.indexOf(":");
  return at === -1 ? [value] : [value.slice(0, at), value.slice(at + 1)];
}

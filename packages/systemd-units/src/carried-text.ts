import { SystemdError } from "./systemd-error.js";
import { visible } from "./visible.js";

/**
 * Why systemd cannot carry this text, or `undefined` when it can.
 * systemd counts Unicode's noncharacters (U+FFFE, U+FDD0, …) as invalid UTF-8, which most other programs do not.
 */
export function whyNotCarried(text: string): string | undefined {
  if (text.includes("\0")) return "it holds a NUL";
  if (/\p{Surrogate}/u.test(text)) return "it is no UTF-8 (a stray byte, or half a surrogate pair)";
  if (/\p{Noncharacter_Code_Point}/u.test(text))
    return "it holds a Unicode noncharacter, which systemd refuses as invalid UTF-8";
  return undefined;
}

/** The text of these bytes, or `undefined` where systemd would call them invalid UTF-8. */
export function decodeCarried(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return whyNotCarried(text) === undefined ? text : undefined;
  } catch {
    return undefined;
  }
}

const UTF8_OR_BYTE =
  /[\0-\x7f]+|[\xc2-\xdf][\x80-\xbf]|\xe0[\xa0-\xbf][\x80-\xbf]|\xed[\x80-\x9f][\x80-\xbf]|[\xe1-\xec\xee\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}|[\xf1-\xf3][\x80-\xbf]{3}|\xf4[\x80-\x8f][\x80-\xbf]{2}|[^]/g;

/** The text of any bytes: what is no UTF-8 becomes half a surrogate pair, U+DC80 to U+DCFF, so that no byte is lost. */
export function decodeBytes(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("latin1")
    .replace(UTF8_OR_BYTE, (found) =>
      found.length === 1 && found > "\x7f"
        ? String.fromCharCode(0xdc00 + found.charCodeAt(0))
        : Buffer.from(found, "latin1").toString("utf8"),
    );
}

/** The reverse of `decodeBytes`. */
export function encodeBytes(text: string): Uint8Array {
  const latin1 = text.replace(/[\u{dc80}-\u{dcff}]|[^\u{dc80}-\u{dcff}]+/gu, (found) =>
    /^[\u{dc80}-\u{dcff}]$/u.test(found)
      ? String.fromCharCode(found.charCodeAt(0) - 0xdc00)
      : Buffer.from(found, "utf8").toString("latin1"),
  );
  return Buffer.from(latin1, "latin1");
}

/** Throws `InvalidKey` or `InvalidValue` for a variable that systemd would drop or refuse (environ(7), systemd.exec(5)). */
export function assertVariable(key: string, value: string): void {
  if (!isVariableName(key))
    throw new SystemdError(
      "InvalidKey",
      `\`${visible(key)}\` is no name of an environment variable; use letters, digits and \`_\`, not starting with a digit`,
    );
  const reason = whyNotCarried(value);
  if (reason !== undefined)
    throw new SystemdError(
      "InvalidValue",
      `The value of \`${key}\` cannot be given to a unit: ${reason}; remove it from the value`,
    );
}

export function isVariableName(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key);
}

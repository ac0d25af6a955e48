import { SystemdError } from "./systemd-error.js";

/**
 * Why systemd cannot carry this text, or `undefined` when it can.
 * systemd counts Unicode's noncharacters (U+FFFE, U+FDD0, …) as invalid UTF-8, which most other programs do not.
 */
export function whyNotCarried(text: string): string | undefined {
  if (text.includes("\0")) return "it holds a NUL";
  if (/\p{Surrogate}/u.test(text)) return "it holds half a surrogate pair, which is no UTF-8";
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

/** Throws `InvalidKey` or `InvalidValue` for a variable that systemd would drop or refuse (environ(7), systemd.exec(5)). */
export function assertVariable(key: string, value: string): void {
  if (!isVariableName(key))
    throw new SystemdError(
      "InvalidKey",
      `\`${printable(key)}\` is no name of an environment variable; use letters, digits and \`_\`, not starting with a digit`,
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

/** For messages: control characters must not reach a terminal. */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Surrogate}]/gu,
    (char) => `\\u{${char.codePointAt(0)?.toString(16) ?? ""}}`,
  );
}

import { SystemdError } from "../systemd-error.js";

/**
 * Escapes any text into a part of a unit name, as `systemd-escape TEXT` does: `/` becomes `-`, and every byte outside
 * `[A-Za-z0-9:_.]` becomes `\xNN`, a leading dot too. The empty text stays empty.
 */
export function escapeName(text: string): string {
  if (text.includes("\0"))
    throw new SystemdError("InvalidName", "A unit name cannot hold a NUL; remove it");
  let escaped = "";
  for (const byte of Buffer.from(text, "utf8")) {
    const char = String.fromCharCode(byte);
    if (char === "/") escaped += "-";
    else if (/[A-Za-z0-9:_]/.test(char) || (char === "." && escaped !== "")) escaped += char;
    else escaped += `\\x${byte.toString(16).padStart(2, "0")}`;
  }
  return escaped;
}

/** The reverse, as `systemd-escape --unescape`. Throws `InvalidName` for an escape that is none, or bytes that are no UTF-8. */
export function unescapeName(name: string): string {
  const bytes: number[] = [];
  const source = Buffer.from(name, "utf8");
  for (let at = 0; at < source.length; at++) {
    const byte = source[at] ?? 0;
    if (byte === 0x2d) bytes.push(0x2f);
    else if (byte === 0x5c) {
      const code = /^x([0-9a-fA-F]{2})/.exec(source.toString("latin1", at + 1, at + 4))?.[1];
      if (code === undefined)
        throw new SystemdError(
          "InvalidName",
          `\`${name}\` has a backslash that starts no \`\\xNN\``,
        );
      bytes.push(Number.parseInt(code, 16));
      at += 3;
    } else bytes.push(byte);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(bytes),
    );
  } catch (cause) {
    throw new SystemdError("InvalidName", `\`${name}\` does not unescape to UTF-8`, { cause });
  }
}

/**
 * A text without what could act on a terminal: CR and CRLF become LF; C0 but TAB and LF, DEL and C1 are taken out, for an
 * escape sequence could end the bracketed paste and type on. A half of a surrogate pair becomes U+FFFD: it has no UTF-8.
 */
export function cleanText(text: string): string {
  const printable = text
    .replaceAll(/\r\n?/g, "\n")
    .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");
  return Buffer.from(printable, "utf8").toString("utf8");
}

import { framedKind, isVolatile, parseField } from "../values/fields.js";
import type { FieldKind, FramedName, Row } from "../values/fields.js";

export interface Framing {
  /** Ends volatile fields; random. */
  readonly nonce: string;
  /** Backslashes are asked for doubled, for a tmux that writes control characters as `\ooo`. */
  readonly escaped?: boolean;
}

/**
 * The format of one record: each text as its length in bytes, a colon and its value, so that no
 * value can be taken for a separator. A volatile field is read once and ended by the nonce instead.
 */
export function recordFormat(fields: readonly FramedName[], framing: Framing): string {
  return fields
    .map((name) => {
      const value = framing.escaped && isText(name) ? `#{s|\\\\|\\\\\\\\|:${name}}` : `#{${name}}`;
      // Ids, numbers and flags cannot hold a blank, and tmux need not look at them twice.
      if (!isText(name)) return `${value} `;
      return isVolatile(name) ? `=${value}${framing.nonce}` : `#{n:${name}}:${value}`;
    })
    .join("");
}

/** The answer was not what was asked for: never to be taken for an empty list. */
export class FrameError extends Error {
  override readonly name = "FrameError";
}

/** Parses all records. Throws FrameError at the first byte that does not fit. */
export function parseRecords<F extends FramedName>(
  bytes: Buffer,
  fields: readonly F[],
  framing: Framing,
): Row<F>[] {
  const cursor = { bytes, raw: bytes.toString("latin1"), at: 0, ...framing };
  const columns = fields.map((name): Column => ({
    name,
    kind: framedKind(name),
    isVolatile: isVolatile(name),
  }));
  const rows: Row<F>[] = [];
  while (cursor.at < bytes.length) {
    rows.push(parseRecord(cursor, columns) as Row<F>);
    if (bytes[cursor.at] !== NEWLINE) throw mismatch("end of record", cursor.at);
    cursor.at += 1;
  }
  return rows;
}

/** Whether a value of this field may hold what tmux escapes. */
export function isText(name: FramedName): boolean {
  return framedKind(name) === "text";
}

interface Cursor extends Framing {
  readonly bytes: Buffer;
  /** The same, a character for each byte: to search it and to cut it takes less. */
  readonly raw: string;
  at: number;
}

interface Column {
  readonly name: FramedName;
  readonly kind: FieldKind;
  readonly isVolatile: boolean;
}

const NEWLINE = 0x0a;
const BACKSLASH = 0x5c;

function parseRecord(cursor: Cursor, columns: readonly Column[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const { name, kind, isVolatile: isEnded } of columns) {
    const start = cursor.at;
    const text =
      kind !== "text"
        ? takeWord(cursor, name)
        : isEnded
          ? takeUntil(cursor, name)
          : takeCounted(cursor, name);
    const parsed = parseField(kind, text);
    if (!parsed) throw mismatch(`a value for ${name}`, start);
    row[name] = parsed.value;
  }
  return row;
}

function takeWord(cursor: Cursor, name: FramedName): string {
  const blank = cursor.raw.indexOf(" ", cursor.at);
  if (blank < 0) throw mismatch(`all of ${name}`, cursor.at);
  const word = cursor.raw.slice(cursor.at, blank);
  cursor.at = blank + 1;
  return word;
}

function takeCounted(cursor: Cursor, name: FramedName): string {
  const colon = cursor.raw.indexOf(":", cursor.at);
  const digits = colon < 0 ? "" : cursor.raw.slice(cursor.at, colon);
  if (!/^\d{1,9}$/.test(digits)) throw mismatch(`the length of ${name}`, cursor.at);
  cursor.at = colon + 1;
  const length = Number(digits);
  if (cursor.escaped) return takeEscaped(cursor, name, length);
  return take(cursor, name, cursor.at, cursor.at + length);
}

function takeUntil(cursor: Cursor, name: string): string {
  const stop = cursor.bytes.indexOf(cursor.nonce, cursor.at);
  if (stop < 0 || cursor.bytes[cursor.at] !== 0x3d) throw mismatch(name, cursor.at);
  cursor.at += 1;
  const text = cursor.escaped
    ? takeEscaped(cursor, name, Number.POSITIVE_INFINITY, stop)
    : take(cursor, name, cursor.at, stop);
  cursor.at = stop + cursor.nonce.length;
  return text;
}

function take(cursor: Cursor, name: string, from: number, to: number): string {
  if (to > cursor.bytes.length) throw mismatch(`all of ${name}`, cursor.at);
  cursor.at = to;
  const text = cursor.raw.slice(from, to);
  return BEYOND_ASCII.test(text) ? cursor.bytes.toString("utf8", from, to) : text;
}

const BEYOND_ASCII = /[\u0080-\u00ff]/;

const LETTERS: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13 };

/** Takes what becomes so many bytes once escapes are undone, or all up to `stop`. */
function takeEscaped(
  cursor: Cursor,
  name: string,
  length: number,
  stop: number = cursor.bytes.length,
): string {
  const { bytes } = cursor;
  const result: number[] = [];
  while (result.length < length && cursor.at < stop) {
    const byte = bytes[cursor.at] ?? 0;
    if (byte !== BACKSLASH) {
      result.push(byte);
      cursor.at += 1;
      continue;
    }
    const rest = bytes.toString("latin1", cursor.at + 1, Math.min(cursor.at + 4, stop));
    const octal = /^[0-7]{3}/.exec(rest)?.[0];
    const value = octal
      ? Number.parseInt(octal, 8)
      : rest.startsWith("\\")
        ? BACKSLASH
        : LETTERS[rest[0] ?? ""];
    if (value === undefined) throw mismatch(`an escape in ${name}`, cursor.at);
    result.push(value);
    cursor.at += octal ? 4 : 2;
  }
  if (Number.isFinite(length) && result.length !== length) {
    throw mismatch(`all of ${name}`, cursor.at);
  }
  return Buffer.from(result).toString("utf8");
}

function mismatch(what: string, at: number): FrameError {
  return new FrameError(`expected ${what} at byte ${String(at)} of tmux's answer`);
}

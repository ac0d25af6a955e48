/** One entry of the journal (systemd.journal-fields(7)). */
export interface JournalEntry {
  readonly at: Date;
  /**
   * As it was written, by whoever could: show it escaped. Bytes that are no UTF-8 come as the replacement character. What is longer than 64 KiB
   * as JSON ends with ` … N bytes more`; `…` alone stands for a message that was left out for its size.
   */
  readonly message: string;
  /** 0 (emergency) to 7 (debug); 6 where none was given. */
  readonly priority: number;
  /** The user unit that it is about; `undefined` where it is about none. */
  readonly unit: string | undefined;
  readonly pid: number | undefined;
  /** The program, as `SYSLOG_IDENTIFIER` or the name of its process. */
  readonly identifier: string | undefined;
  /** The run of the unit: another one after each start. */
  readonly invocation: string | undefined;
  /** Where to go on from: `after` of the next call. */
  readonly cursor: string;
}

/** The fields that an entry is made of; `__CURSOR` and `__REALTIME_TIMESTAMP` are always there. */
export const JOURNAL_FIELDS: readonly string[] = [
  "MESSAGE",
  "PRIORITY",
  "SYSLOG_IDENTIFIER",
  "USER_INVOCATION_ID",
  "USER_UNIT",
  "_COMM",
  "_PID",
  "_SYSTEMD_INVOCATION_ID",
  "_SYSTEMD_USER_UNIT",
];

/** Reads one line of `journalctl -o json`; `undefined` for what is no entry, such as `-- No entries --`. */
export function readJournalEntry(line: string): JournalEntry | undefined {
  const fields = parse(line);
  if (fields === undefined) return undefined;
  const at = new Date(Number(textOf(fields["__REALTIME_TIMESTAMP"])) / 1000);
  const cursor = textOf(fields["__CURSOR"]);
  if (Number.isNaN(at.getTime()) || cursor === undefined) return undefined;
  const pid = Number(textOf(fields["_PID"]));
  const priority = textOf(fields["PRIORITY"]);
  return {
    at,
    message: fields["MESSAGE"] === null ? "…" : (textOf(fields["MESSAGE"]) ?? ""),
    priority: priority !== undefined && /^[0-7]$/.test(priority) ? Number(priority) : 6,
    // What the manager says of a unit stands under another name than what the unit says itself.
    unit: textOf(fields["USER_UNIT"]) ?? textOf(fields["_SYSTEMD_USER_UNIT"]),
    pid: Number.isSafeInteger(pid) && pid > 0 ? pid : undefined,
    identifier: textOf(fields["SYSLOG_IDENTIFIER"]) ?? textOf(fields["_COMM"]),
    invocation: textOf(fields["USER_INVOCATION_ID"]) ?? textOf(fields["_SYSTEMD_INVOCATION_ID"]),
    cursor,
  };
}

/**
 * A field is a text, an array of bytes where it is no UTF-8, an array of several values, of which the last counts, or `null` where it
 * was too large.
 */
function textOf(field: unknown): string | undefined {
  if (typeof field === "string") return field;
  if (!Array.isArray(field)) return undefined;
  if (field.every((byte) => typeof byte === "number")) return Buffer.from(field).toString("utf8");
  // Numbers beside other values are the mark of a list that was cut.
  const last: unknown = field.findLast((value) => typeof value !== "number");
  return Array.isArray(last) && !last.every((byte) => typeof byte === "number")
    ? undefined
    : textOf(last);
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

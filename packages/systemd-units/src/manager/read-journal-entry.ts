/** One entry of the journal (systemd.journal-fields(7)). */
export interface JournalEntry {
  readonly at: Date;
  /** Bytes that are no UTF-8 come as the replacement character. Empty where journald left a message out for its size. */
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

/** Reads one line of `journalctl -o json`; `undefined` for what is no entry, such as `-- No entries --`. */
export function readJournalEntry(line: string): JournalEntry | undefined {
  const fields = parse(line);
  if (fields === undefined) return undefined;
  const micros = Number(textOf(fields["__REALTIME_TIMESTAMP"]));
  const cursor = textOf(fields["__CURSOR"]);
  if (!Number.isFinite(micros) || cursor === undefined) return undefined;
  const pid = Number(textOf(fields["_PID"]));
  const priority = textOf(fields["PRIORITY"]);
  return {
    at: new Date(micros / 1000),
    message: textOf(fields["MESSAGE"]) ?? "",
    priority: priority !== undefined && /^[0-7]$/.test(priority) ? Number(priority) : 6,
    // What the manager says of a unit stands under another name than what the unit says itself.
    unit: textOf(fields["USER_UNIT"]) ?? textOf(fields["_SYSTEMD_USER_UNIT"]),
    pid: Number.isSafeInteger(pid) && pid > 0 ? pid : undefined,
    identifier: textOf(fields["SYSLOG_IDENTIFIER"]) ?? textOf(fields["_COMM"]),
    invocation: textOf(fields["USER_INVOCATION_ID"]) ?? textOf(fields["_SYSTEMD_INVOCATION_ID"]),
    cursor,
  };
}

/** A field is a text, an array of bytes where it is no UTF-8, an array of several values, or `null` where it was too large. */
function textOf(field: unknown): string | undefined {
  if (typeof field === "string") return field;
  if (!Array.isArray(field)) return undefined;
  if (field.every((byte) => typeof byte === "number")) return Buffer.from(field).toString("utf8");
  return textOf(field.at(-1));
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

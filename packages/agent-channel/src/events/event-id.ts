import { createHash } from "node:crypto";

/**
 * What a line of the journal is called: its time, and a part of what its bytes hash to, so that it is found again wherever it
 * stands by then. Letters, digits and `-`. Lines that are alike, of one millisecond, share it; what stands behind the first of them is told.
 */
export function eventId(at: string, line: string): string {
  const hash = createHash("sha256").update(line).digest("hex").slice(0, 12);
  return `${new Date(at).toISOString().replaceAll(/[-:.]/g, "")}-${hash}`;
}

/** When the event of this id was, milliseconds since the epoch; undefined for what is no id. */
export function timeOfId(id: string): number | undefined {
  const found = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-[0-9a-f]{12}$/.exec(id);
  if (found === null) return undefined;
  const [year, month, day, hour, minute, second, ms] = found.slice(1);
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  return Number.isNaN(at) ? undefined : at;
}

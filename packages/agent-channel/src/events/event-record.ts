const kinds = ["lifecycle", "activity", "delivery", "exit"] as const;
export type EventKind = (typeof kinds)[number];

/** A change of an agent, as a line of the journal tells it. */
export interface EventRecord {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly agent: string;
  readonly kind: EventKind;
  /** A state of activity, a word of systemd's, the outcome of a delivery, or the status that the agent ended with. */
  readonly to: string;
  /** Who told: a source of activity, `launcher`; of a delivery its receipt, else `queue` or `send`. */
  readonly source: string;
  /** One line for people. */
  readonly reason?: string;
  /** The id of the message, of a delivery. */
  readonly message?: string;
}

/**
 * A line of the journal. Undefined where it is none: anything that runs as this user can write there. Of a line that was cut
 * short, what its next writer put behind it.
 */
export function parseEvent(line: string): EventRecord | undefined {
  const { at, agent, kind, to, source, reason, message } =
    parse(line) ?? parse(line.slice(Math.max(0, line.lastIndexOf('{"at":')))) ?? {};
  const known = kinds.find((each) => each === kind);
  if (known === undefined || !isText(at, TIME) || Number.isNaN(Date.parse(at))) return undefined;
  if (!isText(agent, AGENT) || !isText(to, WORD) || !isText(source, WORD)) return undefined;
  return {
    at,
    agent,
    kind: known,
    to,
    source,
    ...(typeof reason === "string" && reason !== "" ? { reason: oneLine(reason) } : {}),
    ...(isText(message, ID) ? { message } : {}),
  };
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
const AGENT = /^[a-z0-9][a-z0-9_-]{0,62}$/;
const WORD = /^[\w-]{1,40}$/;
const ID = /^[\w-]{1,200}$/;
/** A longer reason is cut: none of ours is. */
const LONGEST_REASON = 1000;

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const told: unknown = JSON.parse(line);
    return typeof told === "object" && told !== null ? { ...told } : {};
  } catch {
    return undefined;
  }
}

function isText(value: unknown, pattern: RegExp): value is string {
  return typeof value === "string" && pattern.test(value);
}

function oneLine(text: string): string {
  return text.slice(0, LONGEST_REASON).replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
}

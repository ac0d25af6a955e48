const KIB = 1024;
const MIB = 1024 * KIB;

type Cap =
  | "activity"
  | "receipt"
  | "answer"
  | "ownRecord"
  | "message"
  | "deliveries"
  | "conversation"
  | "target"
  | "record"
  | "screen"
  | "log"
  | "entries";

/**
 * How many bytes of each kind of file are read, and how many entries of a folder. What an agent can write may be of any size;
 * what we and the scripts write is always smaller than this.
 */
export const caps: Readonly<Record<Cap, number>> = {
  /** Five lines; a hook cuts its message to 200 characters. */
  activity: 16 * KIB,
  /** A hook's whole payload with the largest text that is typed, which JSON may write in six bytes for one. */
  receipt: 2 * MIB,
  /** A receipt, a payload of the same size, and a line of ours. */
  answer: 5 * MIB,
  /** So much of the end of a runtime's own record of a conversation, however long it is. */
  ownRecord: 32 * MIB,
  /** Four times the largest text that is typed: what is larger goes through a file. */
  message: MIB,
  /** We rename it past 1 MiB; those who have no room for a rename go on writing for a while. */
  deliveries: 2 * MIB,
  /** A line each. */
  conversation: KIB,
  target: 64 * KIB,
  /** Seven short lines. */
  record: 4 * KIB,
  /** A screen of the largest terminal that tmux makes is smaller. */
  screen: MIB,
  /** So much of a log's end is looked at, however long it is; a transcript has 20 MiB unless the roster says otherwise, the events 8. */
  log: 32 * MIB,
  /** Names in `queue`, `taken` and `messages`. */
  entries: 4096,
};

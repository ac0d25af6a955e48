const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * How many bytes of each kind of file are read, and how many entries of a folder. What an agent can write may be of any size;
 * what we and the scripts write is always smaller than this.
 */
export const caps = {
  /** Five lines; a hook cuts its message to 200 characters. */
  activity: 16 * KIB,
  /** A hook's whole payload with the largest prompt, which JSON may write in six characters for one. */
  receipt: 8 * MIB,
  /** The largest message that is typed, see `MOST_TYPED` in delivery/through-file.ts, and what a person put there by hand. */
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
  /** Names in `queue`, `taken` and `messages`. */
  entries: 4096,
} as const;

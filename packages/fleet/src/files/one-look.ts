import { monotonicMs } from "@mosaicstack/outside-files";

interface Seen {
  readonly at: number;
  readonly value: unknown;
}

/** Milliseconds for which an answer serves: one look of a command at a hundred agents, which ask the same. */
const FRESH = 50;
const known = new WeakMap<object, Map<string, Seen>>();

/** What `look` says, or said to who asked the same of the same owner just now. */
export function oneLook<T>(owner: object, question: string, look: () => T): T {
  const now = monotonicMs();
  const answers = known.get(owner) ?? new Map<string, Seen>();
  known.set(owner, answers);
  const seen = answers.get(question);
  if (seen !== undefined && now - seen.at < FRESH) return seen.value as T;
  const value = look();
  answers.set(question, { at: now, value });
  return value;
}

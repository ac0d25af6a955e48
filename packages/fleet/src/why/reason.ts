import type { Reason } from "../documents/reason.js";

/** Message and remedy in one line, for who has no place for two. */
export function toldWhole({ message, remedy }: Reason): string {
  return `${message}. ${remedy}`;
}

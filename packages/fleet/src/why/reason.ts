import type { Reason } from "../documents/reason.js";

/** The kind of what is tried again: what is away, where that is known, says more than that it is tried. */
export function kindInBackOff({ kind }: Reason): Reason["kind"] {
  return kind === "program-missing" || kind === "folder-missing" ? kind : "back-off";
}

/** Message and remedy in one line, for who has no place for two. */
export function toldWhole({ message, remedy }: Reason): string {
  return `${message}. ${remedy}`;
}

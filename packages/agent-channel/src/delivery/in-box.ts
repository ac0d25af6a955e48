import { withoutColours } from "@mosaicstack/runtimes";
import { pastedMark, rules } from "./rules.js";
import { flat } from "./seen-text.js";

const MARK = new RegExp(pastedMark, "u");

/**
 * Whether an input box, from where its text begins, holds this very text, or the mark that some put in place of a long one:
 * from its beginning, behind what marks the box, to its end. Somebody's draft may end in the same words.
 */
export function isInBox(text: string, box: string | undefined): boolean {
  if (box === undefined) return false;
  const [shown, sent] = [flat(withoutColours(box)), flat(text)];
  const begins = (at: number): boolean =>
    at >= 0 && Buffer.byteLength(shown.slice(0, at)) <= rules.mark_bytes;
  const [head, tail] = [sent.slice(0, rules.part_bytes), sent.slice(-rules.part_bytes)];
  const isWhole = head !== "" && begins(shown.indexOf(head)) && shown.includes(tail);
  return isWhole || begins(shown.search(MARK));
}

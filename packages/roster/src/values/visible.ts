/**
 * Text from outside on one line of a message, with what a terminal would act on, or not show, written as `\n`, `\u202e`, `\x9b`.
 * The same as tmux-client's, which says more; packages of this layer import none of each other, and the command line's tests
 * compare them.
 */
export function visible(text: string): string {
  return text.replaceAll(UNSEEN, escaped);
}

// Controls, line separators, halves of pairs and noncharacters; interlinear annotations; and what Unicode calls ignorable
// (UAX 44), as bidirectional controls, tags, fillers and spaces without width are. Of these, scripts and emoji need joiners and
// variation selectors, each behind what it changes; a run of them carries hidden bytes. Of tags three flags are made, and
// nothing else that Unicode recommends (UTS 51): those are found first, and stay.
const UNSEEN =
  /\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f}|[\p{Cc}\p{Cs}\p{NChar}\u2028\u2029\ufff9-\ufffb]|(?![\p{Join_C}\p{VS}])\p{DI}|(?<=\p{Join_C})\p{Join_C}|(?<=[\p{Join_C}\p{VS}])\p{VS}/gu;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(found: string): string {
  if (found.startsWith("\u{1f3f4}")) return found;
  if (/^[\udc80-\udcff]$/.test(found)) return `\\x${(found.charCodeAt(0) - 0xdc00).toString(16)}`;
  const units = Array.from({ length: found.length }, (_, at) => found.charCodeAt(at));
  return NAMED[found] ?? units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

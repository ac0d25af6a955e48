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
// variation selectors, each behind what it changes; a run of them carries hidden bytes.
const UNSEEN =
  /[\p{Cc}\p{Cs}\p{NChar}\u2028\u2029\ufff9-\ufffb]|(?![\p{Join_C}\p{VS}])\p{DI}|(?<=\p{Join_C})\p{Join_C}|(?<=[\p{Join_C}\p{VS}])\p{VS}/gu;

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(found: string): string {
  if (/^[\udc80-\udcff]$/.test(found)) return `\\x${(found.charCodeAt(0) - 0xdc00).toString(16)}`;
  const units = Array.from({ length: found.length }, (_, at) => found.charCodeAt(at));
  return NAMED[found] ?? units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}

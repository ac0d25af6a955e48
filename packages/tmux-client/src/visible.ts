/**
 * Text from outside, so that a terminal shows it and does nothing else: what acts on a terminal, changes the order of what is
 * read, or hides in it, is written as JSON writes it: `\n`, `\u001b`, `\u202e`, `\udb40\udc41`; a byte that was no UTF-8, carried
 * as half a surrogate pair U+DC80 to U+DCFF, as `\x9b`. Nothing is dropped. A backslash stays as it is, so that escaping twice
 * changes nothing, and a JSON document stays the same document. `kept` stays too; without it the result is one line.
 *
 * An entry of its own, so that help needs nothing else. `roster` and `systemd-units`, which import none of our packages, have the same in their `visible.ts`.
 */
export function visible(text: string, kept: "" | "\t" | "\t\n" = ""): string {
  return text.replaceAll(UNSEEN, (found) => (kept.includes(found) ? found : escaped(found)));
}

/**
 * The last look at what a program writes, whatever was forgotten before it: lines, with tabs, and with the colours that the program
 * itself adds where it adds any (SGR of one number, ECMA-48 8.3.117), which at worst colour something.
 */
export function visibleOutput(text: string, { colors }: { readonly colors: boolean }): string {
  if (!colors) return visible(text, "\t\n");
  const parts = text.split(COLOR);
  return parts.map((part, at) => (at % 2 === 1 ? part : visible(part, "\t\n"))).join("");
}

const COLOR = /(\u001b\[(?:[0-2]|3[0-79])m)/;

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

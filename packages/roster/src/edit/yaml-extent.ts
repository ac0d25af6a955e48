import { isCollection, isPair, type Node, type Pair, type YAMLMap, type YAMLSeq } from "yaml";
import { columnOf, lineEnd, lineStart, nextLine } from "./splice.js";

/** Where a node with its properties' value starts. */
export function startOf(node: unknown): number {
  return (node as Node | null | undefined)?.range?.[0] ?? 0;
}

/** Where the content of a node ends: before comments and blanks, which a block collection's own range holds. */
export function endOf(node: unknown): number {
  if (isCollection(node) && node.items.length > 0 && node.flow !== true) {
    const last: unknown = node.items.at(-1);
    return isPair(last) ? pairEnd(last) : endOf(last);
  }
  return (node as Node | null | undefined)?.range?.[1] ?? 0;
}

export function pairEnd(pair: Pair): number {
  return pair.value === null || pair.value === undefined ? endOf(pair.key) : endOf(pair.value);
}

/** The end of the last line of content that ends at `end`, and of the comments below that are indented more than `column`. */
export function blockEnd(text: string, end: number, column: number): number {
  const inside = text[end - 1] === "\n" ? end - 1 : end;
  let last = lineEnd(
    text,
    inside > 0 && text[inside - 1] === "\r" && inside < end ? inside - 1 : inside,
  );
  for (let at = nextLine(text, last); at < text.length; at = nextLine(text, at)) {
    const line = text.slice(at, lineEnd(text, at));
    const indent = line.search(/\S/);
    if (indent >= 0 && (line[indent] !== "#" || indent <= column)) break;
    if (indent >= 0) last = at + line.length;
  }
  return last;
}

/** Where a block begins that starts at `at`, with the comment lines directly above it at its own column. */
export function blockStart(text: string, at: number): number {
  const column = columnOf(text, at);
  let start = lineStart(text, at);
  while (start > 0) {
    const above = lineStart(text, start - 1);
    if (text.slice(above, start).search(/\S/) !== column || text[above + column] !== "#") break;
    start = above;
  }
  return start;
}

/** The dash of an item of a block list, which stands in the list's own column. */
export function dashOf(text: string, list: YAMLSeq, item: unknown): number {
  const column = columnOf(text, startOf(list));
  const head = `${" ".repeat(column)}-`;
  let start = lineStart(text, startOf(item));
  while (
    start > 0 &&
    !(text.startsWith(head, start) && /\s/.test(text.charAt(start + head.length)))
  )
    start = lineStart(text, start - 1);
  return start + column;
}

/** Just after the colon of a pair in a block map, and after the properties of its value. */
export function afterColon(text: string, pair: Pair): number {
  const colon = text.indexOf(":", endOf(pair.key)) + 1;
  const [properties = ""] =
    /^(?:[ \t]+[&!]\S*)*/.exec(text.slice(colon, lineEnd(text, colon))) ?? [];
  return colon + properties.length;
}

/** The pair that a map itself has under a key. */
export function ownPair(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => (pair.key as { value?: unknown } | null)?.value === key);
}

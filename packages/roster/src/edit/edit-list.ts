import { isMap, type Pair, type YAMLSeq } from "yaml";
import {
  applySplices,
  columnOf,
  cut,
  eolOf,
  insert,
  lineEnd,
  lineStart,
  nextLine,
} from "./splice.js";
import type { Splice } from "./splice.js";
import { flowText, itemLines, jsonText } from "./write-yaml.js";
import { afterColon, blockEnd, blockStart, dashOf, endOf, startOf } from "./yaml-extent.js";

/** The pair `agents:` of a document, and its list. */
export interface AgentList {
  readonly pair: Pair;
  readonly list: YAMLSeq;
  /** Whether the document around it is a block map. */
  readonly block: boolean;
}

/** The text with one more agent, after the one of a given index; -1 for an empty list. */
export function addItem(text: string, at: AgentList, index: number, agent: object): string {
  const { list, pair, block } = at;
  const after = list.items[index];
  const map = agent as Record<string, unknown>;
  if (after === undefined) {
    const inside = text.slice(startOf(list) + 1, endOf(list) - 1);
    if (!block || inside.trim() !== "") return putIn(text, startOf(list) + 1, write(text, at, map));
    return applySplices(text, [
      cut(
        endOf(pair.key) + text.slice(endOf(pair.key), startOf(list)).trimEnd().length,
        endOf(list),
      ),
      insert(lineEnd(text, endOf(list)), lines(text, 2, map)),
    ]);
  }
  if (list.flow === true)
    return applySplices(text, afterFlowItem(text, at, index, write(text, at, map)));
  const column = columnOf(text, startOf(list));
  return putIn(text, blockEnd(text, endOf(after), column), lines(text, column, map));
}

/** The text without one agent, and without the comment lines directly above it. */
export function removeItem(text: string, at: AgentList, index: number): string {
  const { list, pair } = at;
  if (list.flow === true) return applySplices(text, cutFlowItem(text, list.items, index));
  const dash = dashOf(text, list, list.items[index]);
  const start = blockStart(text, dash);
  const end = nextLine(text, blockEnd(text, endOf(list.items[index]), columnOf(text, dash)));
  const empty = list.items.length === 1 ? [insert(afterColon(text, pair), " []")] : [];
  return applySplices(text, [...empty, cut(start, end)]);
}

/** Takes one of several things out of brackets, with one of the commas around it. */
export function cutFlowItem(text: string, items: readonly unknown[], index: number): Splice[] {
  const [before, item, next] = [items[index - 1], items[index], items[index + 1]].map(extent);
  if (item === undefined) return [];
  if (next !== undefined) return [cut(item[0], next[0])];
  const comma = /^\s*,/.exec(text.slice(item[1]))?.[0].length ?? 0;
  if (before === undefined) return [cut(item[0], item[1] + comma)];
  const between = before[1] + text.slice(before[1]).indexOf(",");
  const blank = text.slice(between + 1, item[0]);
  const from = between + 1 + blank.trimEnd().length;
  return comma > 0
    ? [cut(from, item[1] + comma - 1)].filter(({ start, end }) => start < end)
    : [cut(between, between + 1), cut(from, item[1])];
}

function extent(item: unknown): [start: number, end: number] | undefined {
  if (item === undefined) return undefined;
  const pair = item as Pair;
  const isPair = "key" in pair;
  return isPair ? [startOf(pair.key), endOf(pair.value ?? pair.key)] : [startOf(item), endOf(item)];
}

function afterFlowItem(text: string, at: AgentList, index: number, item: string): Splice[] {
  const end = endOf(at.list.items[index]);
  const comma = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  const next = at.list.items[index + 1];
  const until = next === undefined ? endOf(at.list) - 1 : startOf(next);
  if (!text.slice(end, until).includes("\n")) return [insert(end, `, ${item}`)];
  // One item on each line: the comment after this one stays with it.
  const column = columnOf(text, startOf(at.list.items[index]));
  const indent = text.slice(lineStart(text, end)).search(/\S/);
  const line = `${eolOf(text)}${" ".repeat(Math.min(column, indent))}${item}`;
  const own = insert(lineEnd(text, end), comma > 0 ? `${line},` : line);
  return comma > 0 ? [own] : [insert(end, ","), own];
}

function write(text: string, { list, pair }: AgentList, agent: Record<string, unknown>): string {
  const [first] = list.items;
  const quoted = isMap(first) ? text[startOf(first.items[0]?.key)] : text[startOf(pair.key)];
  return quoted === '"' ? jsonText(agent) : flowText(agent);
}

function lines(text: string, column: number, agent: Record<string, unknown>): string {
  return itemLines(agent)
    .map((line) => `${eolOf(text)}${" ".repeat(column)}${line}`)
    .join("");
}

function putIn(text: string, at: number, put: string): string {
  return applySplices(text, [insert(at, put)]);
}

import {
  isAlias,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
} from "yaml";
import { cutFlowItem } from "./edit-list.js";
import { isSame, mergePatch } from "./merge-patch.js";
import {
  columnOf,
  cut,
  eolOf,
  insert,
  lineEnd,
  lineStart,
  nextLine,
  type Splice,
} from "./splice.js";
import { isMap as isPlainMap } from "../text/tree.js";
import { flowText, jsonText } from "./write-yaml.js";
import {
  afterColon,
  blockEnd,
  blockStart,
  endOf,
  ownPair,
  pairEnd,
  startOf,
} from "./yaml-extent.js";

type Values = Readonly<Record<string, unknown>>;

/** What makes a map of the text as a merge patch wants it. `values` is what the map says now, aliases and merges resolved. */
export function patchMap(text: string, map: YAMLMap, values: Values, patch: Values): Splice[] {
  const splices: Splice[] = [];
  const added: [key: string, value: unknown][] = [];
  for (const [key, change] of Object.entries(patch)) {
    const pair = ownPair(map, key);
    const before = values[key];
    const after = mergePatch(before, change);
    if (change === undefined || isSame(before, after)) continue;
    if (after === undefined) {
      if (pair !== undefined) splices.push(...removePair(text, map, pair));
    } else if (pair === undefined) {
      added.push([key, after]);
    } else if (isPlainMap(change) && isPlainMap(before) && isMap(pair.value)) {
      splices.push(...patchMap(text, pair.value, before, change));
    } else if (isPlainMap(change) && isPlainMap(before) && isAlias(pair.value)) {
      const merged = `{ <<: *${pair.value.source}, ${flowText(change).slice(2)}`;
      splices.push({ start: startOf(pair.value), end: endOf(pair.value), text: merged });
    } else {
      splices.push(...replaceValue(text, map, pair, after));
    }
  }
  return added.length === 0 ? splices : [...splices, addPairs(text, map, added)];
}

function replaceValue(text: string, map: YAMLMap, pair: Pair, value: unknown): Splice[] {
  const node = pair.value as Node;
  const put = write(text, map)(value);
  if (isSeq(node) && node.flow !== true && Array.isArray(value) && value.length > 0) {
    const indent = `${eolOf(text)}${" ".repeat(columnOf(text, startOf(node)))}- `;
    const items = value.map(flowText).join(indent);
    // A block text at the end holds its line end; that one stays.
    const end = endOf(node) - (/\r?\n$/.exec(text.slice(0, endOf(node)))?.[0].length ?? 0);
    return [{ start: startOf(node), end, text: `- ${items}` }];
  }
  if (isCollection(node) && node.flow !== true) {
    const column = columnOf(text, startOf(pair.key));
    const end = nextLine(text, blockEnd(text, endOf(node), column));
    return [insert(afterColon(text, pair), ` ${put}`), cut(lineStart(text, startOf(node)), end)];
  }
  if (isScalar(node) && (node.type === "BLOCK_LITERAL" || node.type === "BLOCK_FOLDED")) {
    const header = /^[|>][-+0-9]*/.exec(text.slice(startOf(node)))?.[0].length ?? 1;
    return [
      { start: startOf(node), end: startOf(node) + header, text: put },
      cut(nextLine(text, startOf(node)), endOf(node)),
    ];
  }
  return [{ start: startOf(node), end: endOf(node), text: put }];
}

function addPairs(text: string, map: YAMLMap, pairs: [key: string, value: unknown][]): Splice {
  const last = map.items.at(-1);
  const say = write(text, map);
  const entries = pairs.map(([key, value]) => `${say(key)}: ${say(value)}`);
  if (last === undefined) return insert(startOf(map) + 1, ` ${entries.join(", ")} `);
  if (map.flow === true) return insert(pairEnd(last), `, ${entries.join(", ")}`);
  const column = columnOf(text, startOf(map.items[0]?.key));
  const indent = `${eolOf(text)}${" ".repeat(column)}`;
  return insert(blockEnd(text, pairEnd(last), column), `${indent}${entries.join(indent)}`);
}

/** Takes a key out with its value, and the comment lines directly above it. */
function removePair(text: string, map: YAMLMap, pair: Pair): Splice[] {
  const index = map.items.indexOf(pair);
  if (map.flow === true) return cutFlowItem(text, map.items, index);
  const start = startOf(pair.key);
  const end = blockEnd(text, pairEnd(pair), columnOf(text, start));
  const dash = text.slice(lineStart(text, start), start);
  if (dash.trim() === "") return [cut(blockStart(text, start), nextLine(text, end))];
  // The first key stands beside the dash: the next one takes its place, unless a comment stands between.
  const next = startOf(map.items[index + 1]?.key);
  const alone = text.slice(nextLine(text, end), next).trim() === "";
  return [cut(start, alone ? next : lineEnd(text, end))];
}

/** How values are written in this map: as JSON where its keys are. */
function write(text: string, map: YAMLMap): (value: unknown) => string {
  const first = map.items[0]?.key;
  return map.flow === true && text[startOf(first)] === '"' ? jsonText : flowText;
}

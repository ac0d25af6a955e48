import { isAlias, isMap, isScalar, isSeq, visit } from "yaml";
import type { Alias, Document, Node, Pair, YAMLMap, YAMLSeq } from "yaml";
import { BLANK_AFTER_DASH, looksLikeItem } from "./dash-without-blank.js";
import type { Span } from "./line-index.js";
import { pointer, type Path } from "./pointer.js";
import { quote } from "../values/quote.js";
import { DEEPEST } from "./read-tokens.js";
import type { Report } from "../check/report.js";
import { Tree, type Spot } from "./tree.js";

/** Twice what a thousand agents that say everything have. */
const MOST_VALUES = 60_000;

/** The plain values of a document and their places. `undefined`: aliases make it endless or too large. */
export function buildTree(document: Document.Parsed, report: Report): Tree | undefined {
  const builder = new Builder(resolveAliases(document), report);
  const root = document.contents === null ? null : builder.value(document.contents, []);
  return builder.stopped ? undefined : new Tree(root, builder.spots);
}

/** Each alias names the last anchor above it, as the text stands. */
function resolveAliases(document: Document.Parsed): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node: (_key, node) => {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target !== undefined) targets.set(node, target);
      } else if (node.anchor !== undefined) {
        anchors.set(node.anchor, node);
      }
    },
  });
  return targets;
}

class Builder {
  readonly spots = new Map<string, Spot>();
  stopped = false;
  readonly #targets: ReadonlyMap<Alias, Node>;
  readonly #report: Report;
  readonly #open = new Set<Node>();
  #left = MOST_VALUES;

  constructor(targets: ReadonlyMap<Alias, Node>, report: Report) {
    this.#targets = targets;
    this.#report = report;
  }

  value(written: Node | null | undefined, path: Path, key?: Node): unknown {
    const node = this.#target(written);
    const span = spanOf(node ?? key);
    if (this.stopped || !this.#afford(written ?? key, node)) return null;
    const spot = { key: key === undefined ? undefined : spanOf(key), value: span };
    if (isMap(node) || isSeq(node)) {
      this.spots.set(pointer(path), { ...spot, head: headOf(node) });
      this.#open.add(node);
      const value = isMap(node) ? this.#map(node, path) : this.#list(node, path);
      this.#open.delete(node);
      return value;
    }
    const scalar = isScalar(node) ? node : undefined;
    const value: unknown = scalar?.value ?? null;
    // An alias without anchor was reported, and keeps its `*` so that nobody calls it empty.
    const text =
      typeof value === "string" ? undefined : (scalar?.source ?? (isAlias(written) ? "*" : ""));
    this.spots.set(pointer(path), { ...spot, head: span, written: text });
    return value;
  }

  #list(node: YAMLSeq, path: Path): unknown[] {
    return node.items.map((item, index) => this.value(item as Node | null, [...path, index]));
  }

  #map(node: YAMLMap, path: Path): Record<string, unknown> {
    const map: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
    for (const [name, pair] of this.#ownPairs(node)) {
      map[name] = this.value(pair.value as Node | null, [...path, name], pair.key as Node);
    }
    for (const pair of this.#mergedPairs(node)) {
      const name = keyOf(pair);
      if (name !== undefined && !Object.hasOwn(map, name))
        map[name] = this.value(pair.value as Node | null, [...path, name], pair.key as Node);
      // One that is passed over costs as much: a map of many keys can be merged many times.
      else if (!this.#afford(pair.key as Node | null, undefined)) break;
    }
    return map;
  }

  /** The pairs of a map itself; what is wrong with keys is reported. */
  #ownPairs(node: YAMLMap): Map<string, Pair> {
    const pairs = new Map<string, Pair>();
    for (const pair of node.items) {
      const name = keyOf(pair);
      if (isMergeKey(pair)) continue;
      const span = spanOf((pair.key as Node | null) ?? (pair.value as Node | null));
      const first = name === undefined ? undefined : pairs.get(name);
      if (name === undefined) {
        const hint = "put the key in quotes, or check the `-`, `?`, brackets and colons here";
        this.#report({ code: "key-not-a-string", message: "a key is not a string", hint }, span);
      } else if (first !== undefined) {
        const hint = looksLikeItem(name)
          ? BLANK_AFTER_DASH
          : "keep one of them; only the first counts";
        this.#report(
          { code: "duplicate-key", message: `the key ${quote(name)} stands twice`, hint },
          span,
        );
      } else {
        pairs.set(name, pair);
      }
    }
    return pairs;
  }

  /** What `<<` brings: a map, or several of which the first wins. Their own `<<` count too. */
  *#mergedPairs(node: YAMLMap): Iterable<Pair> {
    for (const pair of node.items.filter(isMergeKey)) {
      const written = pair.value as Node | null;
      const source = this.#target(written);
      for (const item of isSeq(source) ? source.items : [source]) {
        const map = this.#target(item as Node | null);
        if (map === undefined || this.stopped) continue;
        if (!isMap(map)) this.#reportMerge(pair);
        else if (this.#afford(written, map)) yield* this.#pairsOf(map);
      }
    }
  }

  *#pairsOf(map: YAMLMap): Iterable<Pair> {
    this.#open.add(map);
    yield* map.items.filter((pair) => !isMergeKey(pair));
    yield* this.#mergedPairs(map);
    this.#open.delete(map);
  }

  #reportMerge(pair: Pair): void {
    const message = "the merge key `<<` needs a map or a list of maps";
    const hint = "name an anchor: `<<: *name`";
    this.#report({ code: "bad-merge", message, hint }, spanOf(pair.key as Node));
  }

  #target(node: Node | null | undefined): Node | null | undefined {
    if (!isAlias(node)) return node;
    const target = this.#targets.get(node);
    if (target === undefined) {
      // Its name is not said: a value that begins with `*` may be a secret.
      const message = "this alias has no anchor above it";
      this.#report(
        { code: "unknown-anchor", message, hint: "check the spelling of both" },
        spanOf(node),
      );
    }
    return target;
  }

  /** Guards against aliases and merges that nest without end or multiply. */
  #afford(written: Node | null | undefined, node: Node | null | undefined): boolean {
    const span = spanOf(written);
    this.#left -= 1;
    if (node && this.#open.has(node)) {
      const message = "an alias stands inside the value that it names";
      this.#report({ code: "alias-loop", message, hint: "write the value out" }, span);
    } else if (this.#open.size > DEEPEST) {
      const message = `aliases nest lists and maps more than ${DEEPEST} deep`;
      this.#report({ code: "too-deep", message, hint: "write the values out" }, span);
    } else if (this.#left < 0) {
      const message = `aliases make the roster larger than ${MOST_VALUES} values`;
      this.#report({ code: "too-many-values", message, hint: "use fewer aliases" }, span);
    } else {
      return true;
    }
    this.stopped = true;
    return false;
  }
}

function isMergeKey(pair: Pair): boolean {
  return isScalar(pair.key) && pair.key.type === "PLAIN" && pair.key.value === "<<";
}

function keyOf(pair: Pair): string | undefined {
  return isScalar(pair.key) && typeof pair.key.value === "string" ? pair.key.value : undefined;
}

function spanOf(node: Node | null | undefined): Span {
  const [start, end] = node?.range ?? [0, 0];
  return [start, end];
}

/** The first key of a map, the first item of a list; an empty one itself. */
function headOf(node: YAMLMap | YAMLSeq): Span {
  const [first] = node.items;
  const head = isMap(node) ? (first as Pair | undefined)?.key : first;
  return spanOf((head as Node | null | undefined) ?? node);
}

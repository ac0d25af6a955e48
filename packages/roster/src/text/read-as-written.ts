import type { Path } from "./pointer.js";
import { quote } from "../values/quote.js";
import type { Report } from "../check/report.js";
import { isMap, Tree } from "./tree.js";

/**
 * Settles what YAML reads otherwise than people mean it: a bare `workdir: ~` is the home and not null; numbers and
 * truth values in `env` keep their spelling (`1.10`, `0x1F`); a `null` that is written out says that a runtime has nothing of
 * the kind. Every other null is a key without a value.
 */
export function readAsWritten(tree: Tree, report: Report): Tree {
  return new Tree(settle(tree, tree.root, [], report), tree.spots);
}

function settle(tree: Tree, value: unknown, path: Path, report: Report): unknown {
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => settle(tree, item, [...path, index], report));
  }
  if (isMap(value)) {
    for (const key of Object.keys(value)) {
      value[key] = settle(tree, value[key], [...path, key], report);
    }
    return value;
  }
  const spot = tree.spot(path);
  if (value === null) {
    if (spot.written === "~" && isSetting(path, "workdir")) return "~";
    if (/^(null|~)$/i.test(spot.written ?? "") && mayBeNothing(path)) return null;
    if (!spot.written?.startsWith("*"))
      reportEmpty(path, spot.written ?? "", report, spot.key ?? spot.value);
    return null;
  }
  if (typeof value !== "string" && isSetting(path.slice(0, -1), "env")) return spot.written;
  return value;
}

/** Whether a path is a field of `runtimes` that a runtime can be without. */
function mayBeNothing([first, , ...field]: Path): boolean {
  return first === "runtimes" && /^(quit|ready\.screen|(title|box)\.\w+)$/.test(field.join("."));
}

/** Whether a path is that key of `defaults` or of an agent. */
function isSetting(path: Path, key: string): boolean {
  const [first] = path;
  const depth = first === "defaults" ? 2 : first === "agents" ? 3 : undefined;
  return path.length === depth && path.at(-1) === key;
}

function reportEmpty(
  path: Path,
  written: string,
  report: Report,
  span: readonly [number, number],
): void {
  if (path.length === 0) {
    const hint = "`mosaic-fleet init` writes a roster";
    return report({ code: "empty-roster", message: "the file holds no roster", hint }, [0, 0]);
  }
  const name = typeof path.at(-1) === "number" ? "an item of the list" : quote(String(path.at(-1)));
  const inEnv = isSetting(path.slice(0, -1), "env");
  const quoted = written === "" ? '""' : `"${written}"`;
  const glued = written === "" && /^[\w.-]+[:=]./.test(String(path.at(-1)));
  const hint = glued
    ? "a blank belongs after the colon: `NAME: value`"
    : inEnv
      ? `write \`${quoted}\` for ${written === "" ? "the empty string" : "this text"}, or remove the key`
      : "give it a value, or remove the key";
  const message =
    written === "" ? `${name} has no value` : `${name} is YAML's null, \`${written}\``;
  report({ code: "empty-value", message, hint }, span);
}

import { quote } from "../values/quote.js";
import type { Report } from "./report.js";
import type { Tree } from "../text/tree.js";

/** One warning for each tag of `defaults` that no agent has, because every agent replaces the list. */
export function checkTags(tree: Tree, count: number, report: Report): void {
  const shared = tree.get(["defaults", "tags"]);
  if (!Array.isArray(shared) || count === 0) return;
  const had = new Set<unknown>();
  for (let index = 0; index < count; index++) {
    const own = tree.get(["agents", index, "tags"]);
    if (!Array.isArray(own)) return;
    for (const tag of own) had.add(tag);
  }
  for (const [index, tag] of shared.entries()) {
    if (typeof tag !== "string" || had.has(tag)) continue;
    const message = `no agent has the tag ${quote(tag)}: each has tags of its own, which replace those of \`defaults\``;
    const hint = "add it to the `tags` of an agent, or remove it";
    report({ code: "unused-tag", message, hint }, tree.spot(["defaults", "tags", index]).value);
  }
}

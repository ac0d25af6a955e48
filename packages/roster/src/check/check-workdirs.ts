import { workdirDefault } from "../resolve/defaults.js";
import { workdirKey } from "../values/home-path.js";
import { hasWorktree } from "./check-worktrees.js";
import { isMisspelt } from "./misspelt.js";
import { quote } from "../values/quote.js";
import type { Report } from "./report.js";
import { isMap, type Tree } from "../text/tree.js";

const MOST_NAMES = 5;

/** One warning for each directory in which several enabled agents work. */
export function checkWorkdirs(tree: Tree, count: number, report: Report): void {
  const places = new Map<string, { workdir: string; agents: number[] }>();
  for (let index = 0; index < count; index++) {
    const path = ["agents", index];
    const own = (key: string): unknown => tree.get([...path, key]) ?? tree.get(["defaults", key]);
    const workdir = own("workdir") ?? workdirDefault;
    if (!isMap(tree.get(path)) || own("enabled") === false || typeof workdir !== "string") continue;
    if (hasWorktree(tree, path) || isMisspelt(tree, path, "worktree")) continue;
    const said = tree.get([...path, "workdir"]) !== undefined;
    if (!said && isMisspelt(tree, path, "workdir")) continue;
    const place = places.get(workdirKey(workdir)) ?? { workdir, agents: [] };
    place.agents.push(index);
    places.set(workdirKey(workdir), place);
  }
  for (const { workdir, agents } of places.values()) {
    const second = agents[1];
    if (second === undefined) continue;
    // One that has no name which could be told is told by its place.
    const names = agents.map((index) => {
      const name = tree.get(["agents", index, "name"]);
      return typeof name === "string" ? quote(name) : `number ${index + 1} of the list`;
    });
    const listed = names.slice(0, MOST_NAMES).join(", ");
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
    const message = `${agents.length} agents work in ${quote(workdir)}: ${listed}${more}`;
    const hint =
      "give each its own `workdir`, or with `worktree` a git worktree of its own, so that they do not undo each other's work";
    const path = ["agents", second];
    const key = tree.get([...path, "workdir"]) === undefined ? "name" : "workdir";
    report({ code: "shared-workdir", message, hint }, tree.spot([...path, key]).value);
  }
}

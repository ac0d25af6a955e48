import { quote } from "../values/quote.js";
import { workdirKey } from "../values/home-path.js";
import { worktreeBranch } from "../values/worktree-path.js";
import { isMap, type Tree } from "../text/tree.js";
import type { Path } from "../text/pointer.js";
import { place } from "./check-pairs.js";
import { isMisspelt } from "./misspelt.js";
import type { Report } from "./report.js";

/** Whether an agent works in a worktree: the nearer of `workdir` and `worktree` holds, its own before `defaults`. */
export function hasWorktree(tree: Tree, agent: Path): boolean {
  if (tree.get([...agent, "worktree"]) !== undefined) return true;
  return (
    tree.get([...agent, "workdir"]) === undefined &&
    tree.get(["defaults", "worktree"]) !== undefined
  );
}

/** A worktree beside a workdir, one of no repository, and two on one branch, which git allows nobody. */
export function checkWorktrees(tree: Tree, count: number, report: Report): void {
  const owners = new Map<string, string>();
  refuseBoth(tree, ["defaults"], report);
  for (let index = 0; index < count; index++) {
    const agent = ["agents", index];
    if (!isMap(tree.get(agent))) continue;
    refuseBoth(tree, agent, report);
    if (hasWorktree(tree, agent)) checkOne(tree, agent, owners, report);
  }
}

function refuseBoth(tree: Tree, path: Path, report: Report): void {
  if (["workdir", "worktree"].some((key) => tree.get([...path, key]) === undefined)) return;
  const who = path[0] === "defaults" ? "`defaults`" : called(tree, path);
  const message = `${who} has both \`workdir\` and \`worktree\`, and a worktree is the workdir`;
  const spot = tree.spot([...path, "worktree"]);
  const hint = "remove one of them";
  report({ code: "workdir-and-worktree", message, hint }, spot.key ?? spot.value);
}

function checkOne(tree: Tree, agent: Path, owners: Map<string, string>, report: Report): void {
  const at = place(tree, agent, ["worktree"]);
  const spot = tree.spot(at);
  const repo = valueOf(tree, agent, "repo");
  if (repo === undefined) {
    if (isMisspelt(tree, at, "repo")) return;
    const message = `the worktree of ${called(tree, agent)} names no repository`;
    const hint = "add `repo:` with the path of one, here or in `defaults`";
    report({ code: "missing-repository", message, hint }, spot.key ?? spot.value);
    return;
  }
  const name = tree.get([...agent, "name"]);
  if (typeof name !== "string" || typeof repo !== "string") return;
  if (tree.get(place(tree, agent, ["enabled"])) === false) return;
  const said = valueOf(tree, agent, "branch");
  const branch = typeof said === "string" ? said : worktreeBranch(name);
  const key = `${workdirKey(repo)}\0${branch}`;
  const owner = owners.get(key);
  owners.set(key, owner ?? name);
  if (owner === undefined || owner === name) return;
  const message = `${quote(owner)} and ${quote(name)} have worktrees on one branch, ${quote(branch)}, and git allows one`;
  const hint = `give each a \`branch\` of its own, or leave it out: it is ${quote(worktreeBranch(name))} then`;
  const own = tree.get([...agent, "worktree"]) !== undefined;
  report(
    { code: "shared-branch", message, hint },
    own ? spot.value : tree.spot([...agent, "name"]).value,
  );
}

/** A key of the worktree: a text replaces all of `defaults`, a map is merged with it. */
function valueOf(tree: Tree, agent: Path, key: "repo" | "branch"): unknown {
  for (const path of [agent, ["defaults"]]) {
    const worktree = tree.get([...path, "worktree"]);
    if (worktree === undefined) continue;
    if (!isMap(worktree)) return key === "repo" ? worktree : undefined;
    const value = tree.get([...path, "worktree", key]);
    if (value !== undefined) return value;
  }
  return undefined;
}

function called(tree: Tree, agent: Path): string {
  const name = tree.get([...agent, "name"]);
  return typeof name === "string" ? `the agent ${quote(name)}` : "this agent";
}

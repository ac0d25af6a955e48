import { place } from "./check-pairs.js";
import { isMap, type Tree } from "../text/tree.js";
import type { Path } from "../text/pointer.js";
import type { Report } from "./report.js";
import { quote } from "../values/quote.js";
import { runtimesThatSleep } from "../values/runtimes.js";

/** An agent that is to sleep, and could not be woken as it was, or of which nobody knows when it is idle. */
export function checkIdle(tree: Tree, agent: Path, report: Report): void {
  const idle = place(tree, agent, ["idle"]);
  if (!isMap(tree.get(idle)) || tree.get(place(tree, agent, ["idle", "stop_after"])) === "never")
    return;
  const problem = problemOf(tree, agent);
  if (problem === undefined) return;
  const name = tree.get([...agent, "name"]);
  const who = typeof name === "string" ? `the agent ${quote(name)}` : "this agent";
  const message = `${who} cannot sleep: ${problem.why}`;
  const off =
    idle[0] === "defaults" ? "write `idle: { stop_after: never }` for it" : "remove `idle`";
  report({ code: "cannot-sleep", message, hint: `${off}${problem.hint}` }, spanOf(tree, idle));
}

function problemOf(
  tree: Tree,
  agent: Path,
): { readonly why: string; readonly hint: string } | undefined {
  const runtime = tree.get(place(tree, agent, ["runtime"]));
  if (tree.get(place(tree, agent, ["resume"])) === false) {
    const why = "with `resume: false` its conversation would be lost";
    return { why, hint: ", or `resume`" };
  }
  if (runtime === "command") {
    const receipt = tree.get(place(tree, agent, ["receipt"]));
    if (receipt === "hook" || receipt === "stream") return undefined;
    const why = "what its command does is not told, so nobody knows when it is idle";
    return { why, hint: ", or write `receipt: hook` or `receipt: stream` where it tells that" };
  }
  if (typeof runtime !== "string" || runtimesThatSleep.some((one) => one === runtime))
    return undefined;
  const why = `\`${runtime}\` does not tell when it is idle, or cannot bring a conversation back`;
  return { why, hint: `; ${runtimesThatSleep.map((one) => `\`${one}\``).join(", ")} can sleep` };
}

/** The key alone: of a map over several lines all would be underlined. */
function spanOf(tree: Tree, path: Path): ReturnType<Tree["spot"]>["value"] {
  const spot = tree.spot(path);
  return spot.key ?? spot.value;
}

import type { Path } from "../text/pointer.js";
import { isMap, type Tree } from "../text/tree.js";
import { quote } from "../values/quote.js";
import { place } from "./check-pairs.js";
import type { Report } from "./report.js";

/** A schedule that never starts or stops anybody, or does both at once. */
export function checkSchedule(tree: Tree, agent: Path, report: Report): void {
  const at = place(tree, agent, ["schedule"]);
  if (!isMap(tree.get(at))) return;
  const given = (key: string): unknown => {
    const value = tree.get(place(tree, agent, ["schedule", key]));
    return value === "never" ? undefined : value;
  };
  const [start, stop] = [given("start"), given("stop")];
  const name = tree.get([...agent, "name"]);
  const who = typeof name === "string" ? `the agent ${quote(name)}` : "this agent";
  const spot = tree.spot(at);
  const span = spot.key ?? spot.value;
  // One of `defaults` that an agent does without says so by `never`.
  if (start === undefined && stop === undefined) {
    if (Object.keys(tree.get(at) as object).length > 0) return;
    const message = `the schedule of ${who} says neither when to start nor when to stop`;
    const hint = 'write `schedule: { start: "Mon..Fri 08:00" }`, or leave it out';
    report({ code: "useless-schedule", message, hint }, span);
    return;
  }
  if (typeof start !== "string" || typeof stop !== "string" || start !== stop) return;
  const message = `${who} would be started and stopped at the same time, ${quote(start)}`;
  report({ code: "useless-schedule", message, hint: "give `stop` another time" }, span);
}

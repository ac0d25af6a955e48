import { restartDefaults } from "../resolve/defaults.js";
import type { Span } from "../text/line-index.js";
import { isMisspelt } from "./misspelt.js";
import type { Path } from "../text/pointer.js";
import type { Report } from "./report.js";
import { formatSize, parseSize } from "../values/size.js";
import { formatTimeSpan, parseTimeSpan } from "../values/time-span.js";
import type { Tree } from "../text/tree.js";

/** A delay above its own maximum. A maximum that nobody wrote gives way instead (`resolveFleet`). */
export function checkRestart(tree: Tree, agent: Path, report: Report): void {
  const delay = read(tree, agent, ["restart", "delay"], parseTimeSpan);
  const most = read(tree, agent, ["restart", "max_delay"], parseTimeSpan);
  const seconds = delay?.value ?? restartDefaults.delaySeconds;
  if (most === undefined || seconds <= most.value) return;
  if (delay === undefined && isMisspelt(tree, [...agent, "restart"], "delay")) return;
  const message = `the restart delay, ${formatTimeSpan(seconds)}, is longer than max_delay, ${formatTimeSpan(most.value)}`;
  report(
    { code: "delay-above-max", message, hint: "make `max_delay` longer or `delay` shorter" },
    blame(agent, delay, most),
  );
}

/** A soft limit that the hard one never lets it reach. */
export function checkLimits(tree: Tree, agent: Path, report: Report): void {
  const high = read(tree, agent, ["limits", "memory_high"], parseSize);
  const most = read(tree, agent, ["limits", "memory_max"], parseSize);
  if (high === undefined || most === undefined || high.value <= most.value) return;
  const message = `memory_high, ${formatSize(high.value)}, is above memory_max, ${formatSize(most.value)}, and has no effect`;
  report(
    { code: "high-above-max", message, hint: "make `memory_high` the smaller one" },
    blame(agent, high, most),
  );
}

/** A task that would be started again for ever. A policy that nobody wrote gives way instead (`resolveFleet`). */
export function checkTask(tree: Tree, agent: Path, report: Report): void {
  const task = place(tree, agent, ["task"]);
  const policy = place(tree, agent, ["restart", "policy"]);
  if (tree.get(task) !== true || tree.get(policy) !== "always") return;
  const message =
    "a task ends when its work is done, and `restart.policy: always` starts it again each time";
  const hint = "write `restart: { policy: on-failure }`, or leave `policy` out, which is the same";
  const wrong = policy[0] === "defaults" && task[0] !== "defaults" ? task : policy;
  report({ code: "endless-task", message, hint }, tree.spot(wrong).value);
}

/** Where a value of an agent stands: with it, else in `defaults`. */
export function place(tree: Tree, agent: Path, key: Path): Path {
  const own = [...agent, ...key];
  return tree.get(own) === undefined ? ["defaults", ...key] : own;
}

interface Amount {
  readonly value: number;
  readonly path: Path;
  readonly span: Span;
}

/** Of two values that contradict, the agent's own; of two in one place, the first. */
function blame(agent: Path, first: Amount | undefined, second: Amount): Span {
  const own = first !== undefined && (first.path[0] === agent[0] || second.path[0] !== agent[0]);
  return own ? first.span : second.span;
}

/** A number that the agent or `defaults` gives, and where; `undefined` without one that can be read. */
function read(
  tree: Tree,
  agent: Path,
  key: Path,
  parse: (text: string) => unknown,
): Amount | undefined {
  const path = place(tree, agent, key);
  const written = tree.get(path);
  const value = typeof written === "string" ? parse(written) : written;
  return typeof value === "number" ? { value, path, span: tree.spot(path).value } : undefined;
}

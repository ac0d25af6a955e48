import type { Span } from "../text/line-index.js";
import { isMisspelt, isMisspeltForAll } from "./misspelt.js";
import { pointer, type Path } from "../text/pointer.js";
import { quote } from "../values/quote.js";
import type { Report } from "./report.js";
import { runtimeNames, runtimesWithoutPrompts } from "../values/runtimes.js";
import type { Tree } from "../text/tree.js";

/** What an agent runs: a runtime, and a command exactly when that is `command`. */
export function checkRuntime(tree: Tree, path: Path, report: Report): void {
  const own = tree.get([...path, "runtime"]);
  const runtime = own ?? tree.get(["defaults", "runtime"]);
  if (own === undefined && isMisspelt(tree, path, "runtime")) return;
  if (runtime === undefined) {
    if (!isMisspeltForAll(tree, "runtime")) reportNoRuntime(tree, path, report);
  } else if (runtime === "command") {
    checkCommandIsThere(tree, path, report);
  } else if (tree.get([...path, "command"]) !== undefined && isRuntime(runtime)) {
    const message = `${called(tree, path)} has a command, and its runtime \`${runtime}\` brings its own`;
    const hint = "write `runtime: command` to run this one, or `args:` to add words";
    const span = tree.spot([...path, "command"]).key ?? headOf(tree, path);
    report({ code: "unused-command", message, hint }, span);
  }
  if (isRuntime(runtime) && runtime !== "command") checkScreenKeys(tree, path, runtime, report);
  checkUnattended(tree, path, runtime, report);
}

/** What says how to read a screen: that of a runtime is known. */
function checkScreenKeys(tree: Tree, path: Path, runtime: string, report: Report): void {
  for (const key of ["ready", "box", "receipt", "quit"]) {
    if (tree.get([...path, key]) === undefined) continue;
    const message = `${called(tree, path)} has \`${key}\`, and what its runtime \`${runtime}\` shows is known`;
    const hint =
      key === "receipt"
        ? "remove it, or write `runtime: command` and the program as `command:`"
        : `where a new version shows something else, write it at the top: \`runtimes: { ${runtime}: … }\``;
    const span = tree.spot([...path, key]).key ?? headOf(tree, path);
    report({ code: "unused-screen", message, hint }, span);
  }
}

function reportNoRuntime(tree: Tree, path: Path, report: Report): void {
  const message = `${called(tree, path)} has no runtime`;
  const hint =
    tree.get([...path, "command"]) === undefined
      ? `add \`runtime:\` here or in \`defaults\`: ${runtimeNames.join(", ")}`
      : "add `runtime: command`";
  report({ code: "missing-runtime", message, hint }, headOf(tree, path));
}

function checkCommandIsThere(tree: Tree, path: Path, report: Report): void {
  const written = [path, ["defaults"]].some((at) => tree.get([...at, "command"]) !== undefined);
  if (written || isMisspelt(tree, path, "command") || isMisspeltForAll(tree, "command")) return;
  const message = `${called(tree, path)} has \`runtime: command\` and no command`;
  const own = tree.spots.get(pointer([...path, "runtime"]))?.value;
  const hint = "add `command: [PROGRAM, WORD…]`";
  report({ code: "missing-command", message, hint }, own ?? headOf(tree, path));
}

/** An agent that is told to work unattended by itself, or with its runtime by \`defaults\`; else it is said in passing. */
function checkUnattended(tree: Tree, path: Path, runtime: unknown, report: Report): void {
  const known = runtimesWithoutPrompts.find((name) => name === runtime);
  const own = tree.get([...path, "unattended"]);
  const owner =
    own === undefined && tree.get([...path, "runtime"]) === undefined ? ["defaults"] : path;
  if (known === undefined || tree.get([...owner, "unattended"]) !== true) return;
  const message = `the runtime \`${known}\` has no flag that \`unattended\` could add`;
  const hint =
    known === "command"
      ? "add the program's own flag to `command`, and remove `unattended`"
      : "remove it; a flag of the program itself can stand in `args`";
  report({ code: "unused-unattended", message, hint }, tree.spot([...owner, "unattended"]).value);
}

function isRuntime(runtime: unknown): runtime is string {
  return runtimeNames.some((one) => one === runtime);
}

function called(tree: Tree, path: Path): string {
  const name = tree.get([...path, "name"]);
  return typeof name === "string" ? `the agent ${quote(name)}` : "this agent";
}

/** Where to say what an agent lacks: at its name, else at its first key. */
function headOf(tree: Tree, path: Path): Span {
  const name = tree.get([...path, "name"]);
  return typeof name === "string" ? tree.spot([...path, "name"]).value : tree.spot(path).head;
}

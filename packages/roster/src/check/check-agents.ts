import { dashedProgram, literalHome } from "../values/command.js";
import { checkEnv } from "./check-env.js";
import { checkRuntime } from "./check-runtime.js";
import { checkIdle } from "./check-idle.js";
import { checkSchedule } from "./check-schedule.js";
import { checkLimits, checkRestart, checkTask } from "./check-pairs.js";
import type { Path } from "../text/pointer.js";
import { quote } from "../values/quote.js";
import type { Report } from "./report.js";
import { secretAt } from "../values/secret.js";
import { shellLook, shellLookOfArgs } from "../values/shell-look.js";
import { splitCommand } from "../values/split-command.js";
import { isMap, type Tree } from "../text/tree.js";

/** Checks each agent with what it takes from `defaults`, and all of them for names that meet. */
export function checkAgents(tree: Tree, count: number, report: Report): void {
  const names = new Map<string, number>();
  checkCommand(tree, ["defaults"], report);
  checkArgs(tree, ["defaults"], report);
  for (let index = 0; index < count; index++) {
    const path = ["agents", index];
    if (!isMap(tree.get(path))) continue;
    checkName(tree, path, names, report);
    checkRuntime(tree, path, report);
    checkCommand(tree, path, report);
    checkArgs(tree, path, report);
    checkEnv(tree, path, report);
    checkRestart(tree, path, report);
    checkLimits(tree, path, report);
    checkTask(tree, path, report);
    checkIdle(tree, path, report);
    checkSchedule(tree, path, report);
  }
}

function checkName(tree: Tree, path: Path, names: Map<string, number>, report: Report): void {
  const name = tree.get([...path, "name"]);
  if (typeof name !== "string") return;
  const first = names.get(name);
  if (first === undefined) {
    names.set(name, Number(path[1]));
    return;
  }
  const message = `two agents have the name ${quote(name)}: numbers ${first + 1} and ${Number(path[1]) + 1} of the list`;
  const hint = "each name is one unit and one session; give this one another";
  report({ code: "duplicate-agent", message, hint }, tree.spot([...path, "name"]).value);
}

function checkCommand(tree: Tree, path: Path, report: Report): void {
  const at = [...path, "command"];
  checkSecretWords(tree, path, "command", report);
  const command = tree.get(at);
  const written = Array.isArray(command)
    ? command.map((word) => (typeof word === "string" ? word : ""))
    : command;
  if (typeof written !== "string" && !Array.isArray(written)) return;
  const words = typeof written === "string" ? splitCommand(written) : written;
  if (!Array.isArray(words)) return;
  for (const finding of [dashedProgram(words), shellLook(written), literalHome(words)]) {
    if (finding === undefined) continue;
    const word = Array.isArray(written) && finding.index !== undefined ? [finding.index] : [];
    report(finding, tree.spot([...at, ...word]).value);
  }
}

function checkArgs(tree: Tree, path: Path, report: Report): void {
  checkSecretWords(tree, path, "args", report);
  const args = tree.get([...path, "args"]);
  if (!Array.isArray(args)) return;
  const finding = shellLookOfArgs(args.map((word) => (typeof word === "string" ? word : "")));
  if (finding?.index !== undefined)
    report(finding, tree.spot([...path, "args", finding.index]).value);
}

/** What other processes of the machine could read in an argv, and everybody in the roster. */
function checkSecretWords(tree: Tree, path: Path, key: string, report: Report): void {
  const value = tree.get([...path, key]);
  const words = Array.isArray(value) ? value : [value];
  const line = words.filter((word) => typeof word === "string").join(" ");
  if (secretAt(line) === undefined) return;
  const message = `\`${key}\` holds what looks like a secret, and every process of the machine can read an argv`;
  const hint =
    "put it into a file of mode 0600, named with `env_file:`, or into a file that the program reads";
  report({ code: "secret-value", message, hint }, tree.spot([...path, key]).value);
}

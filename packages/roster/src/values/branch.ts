import type { Finding } from "../check/diagnostic.js";
import { BASE_PATTERN, BRANCH_PATTERN } from "./patterns.js";
import { quote } from "./quote.js";

const BRANCH = new RegExp(BRANCH_PATTERN);
const BASE = new RegExp(BASE_PATTERN);

/** Why a text cannot be the name of a branch (git-check-ref-format(1)); `undefined` when it can. */
export function checkBranch(name: string): Finding | undefined {
  if (BRANCH.test(name)) return undefined;
  const message = `${shown(name)} cannot be the name of a branch`;
  const hint =
    "a branch has no blank, none of `~^:?*[\\`, no `..`, `//` or `@{`, does not begin with `-`, `/` or `.`, and does not end with `/`, `.` or `.lock`";
  return { code: "bad-branch", message, hint };
}

/** Why a text cannot be what a branch begins at; whether there is such a thing, git knows alone. */
export function checkBase(name: string): Finding | undefined {
  if (BASE.test(name)) return undefined;
  const message = `${shown(name)} cannot be a branch, tag or commit`;
  return { code: "bad-branch", message, hint: "write its name, such as `main` or `origin/main`" };
}

function shown(name: string): string {
  return name === "" ? "an empty text" : quote(name);
}

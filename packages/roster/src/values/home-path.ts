import type { Finding } from "../check/diagnostic.js";
import { quote } from "./quote.js";

/** `~`, `$HOME` or `${HOME}` as the whole first component; the rest is captured. */
const HOME_FIRST = /^(?:~|\$HOME|\$\{HOME\})(?=\/|$)/;

/** A working directory with its home expanded. Nothing else is: `$USER` stays as it is. */
export function expandWorkdir(workdir: string, home: string): string {
  const rest = workdir.replace(HOME_FIRST, "");
  if (rest === workdir) return workdir;
  return `${home.replace(/\/+$/, "")}${rest.replace(/\/+$/, "")}` || "/";
}

/** A value with a leading `~/` expanded, as in `env` and `env_file`. */
export function expandTilde(value: string, home: string): string {
  return value.startsWith("~/") ? `${home.replace(/\/+$/, "")}${value.slice(1)}` : value;
}

/** Why a text cannot be a working directory; `undefined` when it can. */
export function checkWorkdir(workdir: string): Finding | undefined {
  if (workdir.startsWith("/") || HOME_FIRST.test(workdir)) return undefined;
  const message = `the workdir ${quote(workdir)} ${reason(workdir)}`;
  return { code: "relative-path", message, hint: remedy(workdir) };
}

/** Why a text cannot be the path of a repository; `undefined` when it can. */
export function checkRepository(path: string): Finding | undefined {
  if (path.startsWith("/") || HOME_FIRST.test(path)) return undefined;
  const message = `the repository ${quote(path)} ${reason(path)}`;
  return { code: "relative-path", message, hint: remedy(path) };
}

/** Why a text cannot be the path of an env file; `undefined` when it can. */
export function checkEnvFile(path: string): Finding | undefined {
  if (path.startsWith("/") || path.startsWith("~/")) return undefined;
  const message = `the env_file ${quote(path)} ${reason(path)}`;
  return { code: "relative-path", message, hint: remedy(path.replace(HOME_FIRST, "~")) };
}

/** One spelling for every way to write the same directory, for comparing alone. */
export function workdirKey(workdir: string): string {
  const parts: string[] = [];
  for (const part of workdir.replace(HOME_FIRST, "~").split("/")) {
    if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

function reason(path: string): string {
  if (path === "") return "is empty";
  if (/^~[^/]/.test(path)) return "names another home, which is not expanded";
  if (path.includes("$")) return "has a variable, which is not expanded";
  return "is relative, and no directory is the current one for a fleet";
}

function remedy(path: string): string {
  if (path.startsWith("~/")) return `write ${quote(path)}`;
  const tame = /^[\w.][\w./ -]*$/.test(path) && !path.startsWith("..");
  const example = tame ? `~/${path.replace(/^(?:\.\/)+/, "")}` : "~/src/app";
  return `write a path that starts with \`/\` or \`~/\`, such as ${quote(example)}`;
}

// What an agent can write is read and written in one way: by packages/session-launcher/src/outside in TypeScript, by
// packages/session-launcher/lib/outside.sh in the shell. This fails where something goes round it: a source file that imports
// what opens, reads, writes, lists or removes files, and is not named below; a redirection or a tool on a path of the channel.
// Usage: node tools/check-outside.mjs [ROOT]
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { conclude, filesBelow, root } from "./workspace.mjs";

const FOLDERS = ["packages/session-launcher/src", "packages/fleet/src", "apps/cli/src"];
const FOUNDATION = "packages/session-launcher/src/outside/";
const SCRIPTS = "packages/session-launcher/scripts";

/** Who may, and over what: `proc` the kernel's files, `own` the person's, `install` ours as shipped and installed. */
const ALLOWED = {
  "apps/cli/src/read-message.ts": "own",
  "apps/cli/src/version.ts": "install",
  "packages/fleet/src/cgroup-of.ts": "proc",
  "packages/fleet/src/install.ts": "install",
  "packages/fleet/src/systemd-supervisor.ts": "own",
  "packages/fleet/src/try-folders.ts": "own",
  "packages/fleet/src/write-file.ts": "own",
  "packages/session-launcher/src/launch/launcher-script.ts": "install",
  "packages/session-launcher/src/launch/well-known-folders.ts": "own",
  "packages/session-launcher/src/session/processes.ts": "proc",
};

/** These look at no content, follow nothing into it and wait for nobody. */
const HARMLESS = /^(access|constants|exists|fstat|lstat|stat|watch|close|fsync|type )/;
const IMPORT = /\bimport\s+([^;"']*?)\s*from\s*["'](?:node:)?fs(?:\/promises)?["']/g;
const WHOLE = /(?:\bimport|\brequire)\s*\(\s*["'](?:node:)?fs(?:\/promises)?["']/g;

/** What a source file imports of those, each with its line. */
function fileCalls(text) {
  const lineAt = (index) => text.slice(0, index).split("\n").length;
  const found = [...text.matchAll(WHOLE)].map(({ index }) => ({
    line: lineAt(index),
    name: "all of node:fs",
  }));
  for (const { 0: all, 1: what, index } of text.matchAll(IMPORT)) {
    if (/^type\s/.test(what)) continue;
    const line = lineAt(index + all.length);
    const named = /^\{([^}]*)\}$/s.exec(what.trim());
    if (named === null) found.push({ line, name: "all of node:fs" });
    for (const name of named?.[1].split(",").map((each) => each.trim()) ?? [])
      if (name !== "" && !HARMLESS.test(name)) found.push({ line, name: name.split(" ")[0] });
  }
  return found;
}

const PLACE = String.raw`"?\$\{?(?:channel|memory|record|queue|taken)\b`;
const REDIRECTION = new RegExp(String.raw`(?:<|>)\s*${PLACE}`);
const TOOL = new RegExp(
  String.raw`(?:^|[\s;&|({!])(?:awk|cat|cp|dd|grep|head|ln|mv|sed|tail|tee|wc)\s(?:[^|;&<>]*\s)?${PLACE}`,
);

/** Lines of a script that touch a path of the channel by themselves. */
function shellLines(text) {
  let isFoundation = false;
  return text.split("\n").flatMap((line, index) => {
    if (line.startsWith("# ---- lib/outside.sh")) isFoundation = true;
    if (line.startsWith("# ---- end of lib/outside.sh")) isFoundation = false;
    const code = line.replace(/(^|\s)#\s.*$/, "");
    const goesRound = !isFoundation && (REDIRECTION.test(code) || TOOL.test(code));
    return goesRound ? [{ line: index + 1, code: code.trim().slice(0, 100) }] : [];
  });
}

const problems = [];
let files = 0;
const used = new Set();

for (const path of FOLDERS.flatMap((folder) => filesBelow(folder))) {
  if (!path.endsWith(".ts") || path.endsWith(".test.ts")) continue;
  if (path.startsWith(FOUNDATION) || path.includes("/src/testing/")) continue;
  files += 1;
  const calls = fileCalls(readFileSync(join(root, path), "utf8"));
  if (calls.length > 0 && path in ALLOWED) used.add(path);
  else
    for (const { line, name } of calls)
      problems.push(
        `${path}:${line}: \`${name}\`: read and write by src/outside, or name the file in tools/check-outside.mjs`,
      );
}
for (const path of Object.keys(ALLOWED))
  if (!used.has(path) && existsSync(join(root, path)))
    problems.push(`${path}: is named in tools/check-outside.mjs and has no need of it`);

for (const path of filesBelow(SCRIPTS).filter((name) => name.endsWith(".sh"))) {
  files += 1;
  for (const { line, code } of shellLines(readFileSync(join(root, path), "utf8")))
    problems.push(`${path}:${line}: use lib/outside.sh: ${code}`);
}

conclude(problems, `${files} files: what agents can write is touched in one way`);

// What an agent can write is read and written in one way: by packages/outside-files/src in TypeScript, by
// packages/outside-files/lib/outside.sh in the shell. This fails where something goes round it: a source file that imports
// what opens, reads, writes, lists or removes files, and is not named below; a redirection or a tool on a path of the channel.
// Usage: node tools/check-outside.mjs [ROOT]
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { conclude, filesBelow, root } from "./workspace.mjs";

const FOLDERS = [
  "packages/outside-files/src",
  "packages/agent-channel/src",
  "packages/session-launcher/src",
  "packages/worktrees/src",
  "packages/fleet/src",
  "packages/command-line/src",
  "apps/cli/src",
];
const FOUNDATION = "packages/outside-files/src/";
const SCRIPTS = ["packages/agent-channel/scripts", "packages/session-launcher/scripts"];

/**
 * Who may make which calls, and over what: `proc` the kernel's files, `own` the person's, `install` ours as shipped and installed,
 * `native` a runtime's own process its channel, `entered` one name in a folder that `inFolder` entered, which is renamed or removed and never followed.
 */
const ALLOWED = {
  "apps/cli/src/board/watch-file.ts": ["own", "realpathSync"],
  "apps/cli/src/read-message.ts": ["own", "createReadStream"],
  "apps/cli/src/start.ts": ["install", "readFileSync"],
  "apps/cli/src/version.ts": ["install", "readFileSync"],
  "packages/command-line/src/completion/engine.ts": ["install", "readFileSync"],
  // To a file descriptor
  "packages/command-line/src/write-out.ts": ["own", "writeSync"],
  "packages/fleet/src/status/cgroup-of.ts": ["proc", "readFile", "readFileSync", "readdir"],
  "packages/fleet/src/status/replaced-by.ts": ["proc", "readFileSync", "readlinkSync"],
  "packages/fleet/src/agent/check-own-names.ts": ["own", "readdir"],
  "apps/cli/src/commands/render.ts": ["own", "chmodSync", "mkdirSync", "rmSync", "writeFileSync"],
  "packages/fleet/src/files/remove-file.ts": ["own", "rmdirSync", "unlinkSync"],
  "packages/fleet/src/agent/started-settings.ts": ["own", "realpathSync"],
  "packages/fleet/src/migrate/conversation.ts": ["own", "realpathSync"],
  "packages/fleet/src/files/found-file.ts": ["own", "openSync", "readFileSync"],
  "packages/fleet/src/files/import-env-files.ts": ["own", "readdirSync"],
  "packages/fleet/src/files/names-in.ts": ["own", "readdirSync"],
  "packages/fleet/src/doctor/check-clock.ts": ["proc", "readFileSync"],
  "packages/fleet/src/doctor/check-limits.ts": ["proc", "readFile"],
  "packages/fleet/src/doctor/check-replaced-files.ts": ["proc", "readFile"],
  "packages/fleet/src/doctor/check-server.ts": ["own", "mkdir"],
  "packages/fleet/src/files/change-mode.ts": ["entered", "fchmodSync", "openSync"],
  "packages/fleet/src/supervisor/forget-server.ts": ["entered", "unlinkSync"],
  "packages/fleet/src/install/install.ts": ["install", "readFileSync"],
  "packages/fleet/src/install/find-running.ts": ["own", "realpath"],
  "packages/fleet/src/install/remove-owned.ts": ["entered", "rmdirSync", "unlinkSync"],
  "packages/fleet/src/supervisor/linked-units.ts": ["own", "readdir"],
  "packages/fleet/src/files/own-file.ts": ["entered", "unlinkSync"],
  "packages/fleet/src/files/runtime-folder.ts": ["entered", "mkdirSync", "unlinkSync"],
  "packages/fleet/src/supervisor/server-record.ts": ["proc", "readFileSync"],
  "packages/fleet/src/files/try-folders.ts": ["own", "open", "rm"],
  "packages/fleet/src/files/linked-file.ts": ["own", "realpathSync"],
  "packages/fleet/src/files/write-file.ts": [
    "own",
    "mkdir",
    "open",
    "openSync",
    "readSync",
    "rename",
    "rm",
    "readdirSync",
    "rmSync",
  ],
  // Alone in its runtime's process, without our packages; it opens as outside-files does.
  "packages/agent-channel/scripts/native-channel.js": [
    "native",
    "mkdirSync",
    "opendirSync",
    "realpathSync",
    "renameSync",
    "rmSync",
  ],
  "packages/agent-channel/scripts/native-files.js": [
    "native",
    "openSync",
    "readSync",
    "renameSync",
    "rmSync",
    "writeFileSync",
    "writeSync",
  ],
  "packages/agent-channel/src/channel-scripts.ts": ["install", "readdirSync"],
  "packages/agent-channel/src/channel/asleep.ts": ["entered", "renameSync", "rmSync"],
  "packages/agent-channel/src/channel/conversation.ts": ["entered", "renameSync"],
  "packages/agent-channel/src/channel/finish.ts": ["entered", "rmSync"],
  "packages/agent-channel/src/channel/queue.ts": ["entered", "renameSync", "rmSync"],
  "packages/session-launcher/src/launch/well-known-folders.ts": [
    "own",
    "readFileSync",
    "readdirSync",
  ],
  "packages/session-launcher/src/session/agent-run.ts": ["proc", "readFileSync"],
  "packages/session-launcher/src/session/processes.ts": [
    "proc",
    "openSync",
    "readFileSync",
    "readSync",
    "readdirSync",
  ],
  "packages/worktrees/src/half-made.ts": [
    "own",
    "readdirSync",
    "rmSync",
    "rmdirSync",
    "unlinkSync",
  ],
  "packages/worktrees/src/make-worktree.ts": ["own", "mkdirSync", "renameSync"],
  "packages/worktrees/src/place.ts": ["own", "realpathSync"],
  "packages/worktrees/src/processes-in.ts": ["proc", "readFileSync", "readdirSync", "readlinkSync"],
  "packages/worktrees/src/remove-worktree.ts": ["own", "renameSync", "rm", "rmdirSync"],
  "packages/worktrees/src/unsaved-work.ts": ["own", "readdirSync"],
  "packages/session-launcher/src/session/remove-record.ts": ["entered", "rmSync"],
  "packages/session-launcher/src/session/one-time-file.ts": ["entered", "mkdirSync", "rmSync"],
  "packages/session-launcher/src/session/stop-sessions.ts": ["entered", "rmSync"],
  // A FIFO, which waits for nobody so
  "packages/session-launcher/src/session/hold-leash.ts": ["entered", "openSync", "writeSync"],
};

/** These look at no content, follow nothing into it and wait for nobody. */
const HARMLESS =
  /^(?:(?:access|exists|fstat|lstat|stat|statfs|close|fsync)(?:Sync)?|constants|watch|type .*)(?: as .*)?$/;
const IMPORT = /\b(?:import|export)\s+([^;"']*?)\s*from\s*["'](?:node:)?fs(?:\/promises)?["']/g;
const WHOLE = /(?:\bimport|\brequire)\s*\(\s*["'](?:node:)?fs(?:\/promises)?["']/g;

/** What a source file imports of those, each with its line. */
function fileCalls(text) {
  const star = /\bimport\s*\*\s*as\s+(\w+)\s+from\s*["'](?:node:)?fs(?:\/promises)?["']/.exec(
    text,
  )?.[1];
  const lineAt = (index) => text.slice(0, index).split("\n").length;
  const found = [...text.matchAll(WHOLE)].map(({ index }) => ({
    line: lineAt(index),
    name: "all of node:fs",
  }));
  for (const { 0: all, 1: what, index } of text.matchAll(IMPORT)) {
    if (/^type\s/.test(what)) continue;
    const line = lineAt(index + all.length);
    const named = /^\{([^}]*)\}$/s.exec(what.trim());
    if (named === null && what.trim() === `* as ${star}`)
      found.push(...callsOf(star, text, lineAt));
    else if (named === null) found.push({ line, name: "all of node:fs" });
    for (const name of named?.[1].split(",").map((each) => each.trim()) ?? [])
      if (name !== "" && !HARMLESS.test(name)) found.push({ line, name: name.split(" ")[0] });
  }
  return found;
}

/** What is called of a whole module; anything else that is done with it is all of it. */
function callsOf(star, text, lineAt) {
  const code = text.replaceAll(/\/\*[^]*?\*\/|\/\/.*/g, (comment) =>
    comment.replaceAll(/[^\n]/g, " "),
  );
  const uses = [...code.matchAll(new RegExp(String.raw`\b${star}\b(?:\.(\w+))?(?!["'])`, "g"))];
  return uses
    .filter(({ index }) => !/\*\s*as\s+$/.test(code.slice(0, index)))
    .map(({ 1: name = "all of node:fs", index }) => ({ line: lineAt(index), name }))
    .filter(({ name }) => !HARMLESS.test(name));
}

const PLACE = String.raw`"?\$\{?(?:(?:channel|memory|queue|taken)\}?(?:"?\/)|record\b)`;
const HAND = String.raw`"?\$\{?dir\}?"?\/(?!(?:life|leash)")`;
/** `<>` waits for nobody; those two FIFOs are opened by it, and read by who leaves them at its end. */
const REDIRECTION = new RegExp(String.raw`(?:<(?!>)|(?<!<)>)\s*(?:${PLACE}|${HAND})`);
const TOOL = new RegExp(
  String.raw`(?:^|[\s;&|({!])(?:awk|cat|cp|dd|grep|head|mv|sed|tail|tee|wc)\s(?:[^|;&<>]*\s)?${PLACE}`,
);
/** What looks first at what stands there, within the two lines above. */
const LOOKED = /\b(?:vacate|plain|has_channel)\b/;

/** Lines of a script that touch a path of the channel by themselves. */
function shellLines(text) {
  let isFoundation = false;
  return text.split("\n").flatMap((line, index, lines) => {
    if (line.startsWith("# ---- lib/outside.sh")) isFoundation = true;
    if (line.startsWith("# ---- end of lib/outside.sh")) isFoundation = false;
    const code = line.replace(/(^|\s)#\s.*$/, "");
    const goesRound = !isFoundation && (REDIRECTION.test(code) || TOOL.test(code));
    if (!goesRound || LOOKED.test(lines.slice(Math.max(0, index - 2), index + 1).join("\n")))
      return [];
    return [{ line: index + 1, code: code.trim().slice(0, 100) }];
  });
}

const problems = [];
let files = 0;

for (const path of [...FOLDERS, ...SCRIPTS].flatMap((folder) => filesBelow(folder))) {
  if (!/\.[jt]s$/.test(path) || path.endsWith(".test.ts")) continue;
  if (path.startsWith(FOUNDATION) || path.includes("/src/testing/")) continue;
  files += 1;
  const [, ...allowed] = ALLOWED[path] ?? [];
  const calls = fileCalls(readFileSync(join(root, path), "utf8"));
  for (const { line, name } of calls.filter((call) => !allowed.includes(call.name)))
    problems.push(
      `${path}:${line}: \`${name}\`: read and write by src/outside, or allow it in tools/check-outside.mjs`,
    );
  for (const name of allowed.filter((each) => calls.every((call) => call.name !== each)))
    problems.push(`${path}: \`${name}\` is allowed in tools/check-outside.mjs without need`);
}

for (const path of SCRIPTS.flatMap((folder) => filesBelow(folder))) {
  if (!path.endsWith(".sh")) continue;
  files += 1;
  for (const { line, code } of shellLines(readFileSync(join(root, path), "utf8")))
    problems.push(`${path}:${line}: use lib/outside.sh: ${code}`);
}

conclude(problems, `${files} files: what agents can write is touched in one way`);

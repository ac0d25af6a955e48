import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findObstacle } from "./find-obstacle.js";
import { boxState, needsColours, withoutColours } from "./input-box.js";
import { runtimeNames, runtimes } from "./runtimes.js";

// Screens of real programs, as `tmux capture-pane -p` gave them (`.txt`), and with `-e` (`.esc`) where a pattern looks at colours.
// The first word of a file's name says what it is.
const folder = join(import.meta.dirname, "../test/screens");
const recorded = runtimeNames.flatMap((name) => filesOf(name).map((file) => ({ name, file })));
const read = (name: string, file: string): string => readFileSync(join(folder, name, file), "utf8");
const isColoured = (file: string): boolean => file.endsWith(".esc");

/** What a screen says against typing, and of the box. */
const meanings: Readonly<Record<string, readonly [word: string, box: string]>> = {
  empty: ["nothing", "empty"],
  working: ["nothing", "empty"],
  draft: ["draft", "text"],
  dialog: ["dialog", "any"],
  login: ["login", "any"],
};

test.each(recorded.filter(({ name, file }) => isColoured(file) === needsColours(runtimes[name])))(
  "$name: $file",
  ({ name, file }) => {
    const text = read(name, file);
    const cursor = { visible: false, x: 0, y: 0 };
    const obstacle = findObstacle(runtimes[name], { text, cursor, history: 0, historyLimit: 2000 });
    const [word, box] = meanings[file.split("-")[0] ?? ""] ?? [];
    expect(obstacle?.word ?? "nothing").toBe(word);
    if (box !== "any") expect(boxState(runtimes[name], text)).toBe(box);
  },
);

test.each(recorded.filter(({ file }) => isColoured(file)))(
  "$name: $file without its colours",
  ({ name, file }) => {
    const trim = (text: string): string => text.replaceAll(/ +$/gm, "").trimEnd();
    const plain = read(name, file.replace(/esc$/, "txt"));
    expect(trim(withoutColours(read(name, file)))).toBe(trim(plain));
  },
);

test("of each that was seen there are screens, of that very version", () => {
  const versions = runtimeNames.map((name) => [name, runtimes[name].seen?.version]);
  const shown = runtimeNames.map((name) => [name, versionOf(filesOf(name))]);
  // It cannot be had any more; what is known of it is older than these.
  expect(shown.filter(([name]) => name !== "amp")).toEqual(
    versions.filter(([name]) => name !== "amp"),
  );
});

describe("JavaScript and grep -E in the C locale read each pattern alike", () => {
  const patterns = runtimeNames.flatMap((name) => {
    const { box, ready, conversation, doctor } = runtimes[name];
    const all = [box, { ready: ready.screen, conversation, version: doctor.pattern }]
      .flatMap((each) => Object.entries(each))
      .concat(ready.dialogs.map((each, at) => [`dialog ${at + 1}`, each]));
    return all.flatMap(([what, pattern]) => (pattern === null ? [] : [{ name, what, pattern }]));
  });

  test.each(patterns)("$name, $what", ({ name, what, pattern }) => {
    const spans = pattern.includes(String.raw`\n`);
    if (spans) expect(["shown", "empty"]).toContain(what);
    if (spans) expect(["hook", "stream"]).not.toContain(runtimes[name].channel.drain);
    const expression = new RegExp(pattern, "u");
    if (spans) return;
    const files = filesOf(name).map((file) => join(folder, name, file));
    const lines = (file: string) => readFileSync(file, "utf8").split("\n");
    const wanted = files.filter((file) => lines(file).some((line) => expression.test(line)));
    expect(grep(pattern, files)).toEqual(wanted);
  });
});

test("each question for a version takes it from what was printed", () => {
  const printed: Readonly<Record<string, string>> = {
    claude: "2.1.332 (Claude Code)",
    codex: "codex-cli 0.171.0",
    copilot: "Package extraction took 6354ms\nGitHub Copilot CLI 1.0.102.\nRun 'copilot update'",
    auggie: "0.36.0 (commit 7c61e5bb)",
  };
  for (const name of runtimeNames) {
    const version = runtimes[name].seen?.version ?? "";
    const said = new RegExp(runtimes[name].doctor.pattern, "u").exec(printed[name] ?? version);
    expect([name, said?.[0]]).toEqual([name, version]);
  }
});

function filesOf(name: string): string[] {
  return readdirSync(folder).includes(name) ? readdirSync(join(folder, name)).toSorted() : [];
}

/** The version that all names end with. */
function versionOf(files: readonly string[]): string | undefined {
  const versions = new Set(files.map((file) => /-([0-9][0-9.]*[0-9])\.(txt|esc)$/.exec(file)?.[1]));
  return versions.size === 1 ? [...versions][0] : undefined;
}

/** Those of the files that it finds the pattern in. */
function grep(pattern: string, files: readonly string[]): string[] {
  const env = { ...process.env, LC_ALL: "C" };
  // Without a file it would read its input.
  const args = ["-lE", "-e", pattern, "/dev/null", ...files];
  try {
    return execFileSync("grep", args, { env, encoding: "utf8" }).trim().split("\n");
  } catch (error) {
    const { status, stderr } = error as { status?: number; stderr?: string };
    if (status === 1) return [];
    throw new Error(`grep: ${stderr}`, { cause: error });
  }
}

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitableStates } from "@mosaicstack/fleet/documents";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completionScript, placesOfUsage, type CommandText } from "@mosaicstack/command-line";
import { defineCommand } from "../command.js";
import { commands } from "../commands.js";
import { placeKinds } from "../place.js";
import { programText } from "../program-text.js";
import { runForTest } from "../testing/run-for-test.js";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "completion-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file of a script. */
function written(text: string): string {
  const file = join(folder, "script");
  writeFileSync(file, text);
  return file;
}

const scriptOf = (shell: string, all: readonly CommandText[]): string =>
  completionScript(shell, programText, all) ?? "";

const told = (usage: string): string[] =>
  placesOfUsage(usage, placeKinds).map(({ placeholder, takes, many, list }) =>
    [placeholder, takes.kind, many && "many", list && "list"].filter(Boolean).join(" "),
  );

test.each([
  ["", []],
  ["AGENT", ["AGENT ask"]],
  ["[AGENT...]", ["AGENT ask many"]],
  ["AGENT [TEXT | -f FILE | -]", ["AGENT ask", "TEXT text"]],
  ["AGENT... [TEXT | -f FILE | -]", ["AGENT ask many"]],
  ["[COMMAND]", ["COMMAND command"]],
  ["bash|zsh|fish", ["bash|zsh|fish words"]],
  ["STATE,...", ["STATE words list"]],
  ["DIR [OTHER]", ["DIR folder", "OTHER text"]],
])("`%s` is %j", (usage, places) => {
  expect(told(usage)).toEqual(places);
});

test("every state that can be waited for is offered", () => {
  const [{ takes } = {}] = placesOfUsage("STATE,...", placeKinds);
  expect(takes).toEqual({ kind: "words", words: waitableStates });
});

/** One that may come: nothing but the table tells of it. */
const later: CommandText = defineCommand({
  name: "later",
  summary: "it's [not: here] yet \\ `$(touch owned)`",
  words: { usage: "HOST... ", count: "any" },
  flags: {
    for: { value: "STATE,...", says: "don't [wait] for: others" },
    tags: { value: "TAG,...", says: "several" },
    why: { says: "say why" },
  },
  examples: [],
  run: async () => await Promise.resolve(0),
});

describe.each(["bash", "zsh", "fish"])("the script for %s", (shell) => {
  test("is what the command prints", async () => {
    const text = scriptOf(shell, commands);
    expect(await runForTest(["completion", shell])).toEqual({ code: 0, stdout: text, stderr: "" });
  });

  test("can be read, with what a command of later may say", () => {
    const text = scriptOf(shell, [...commands, later]);
    expect(text).toContain("later");
    const { status, stderr } = spawnSync(shell, ["-n", written(text)], {
      encoding: "utf8",
    });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  });

  test("takes no word of the table that a shell could misread", () => {
    const odd = { ...later, name: "$(touch owned)" };
    expect(() => scriptOf(shell, [odd])).toThrow("cannot stand in a completion script");
  });
});

test("shellcheck finds nothing in the script for bash", () => {
  const input = scriptOf("bash", [...commands, later]);
  const argv = ["--shell=bash", "-"];
  expect(spawnSync("shellcheck", argv, { input, encoding: "utf8" }).stdout).toBe("");
});

const inShell = (shell: string, code: string, line: string): string[] => {
  const file = written(`${scriptOf(shell, [later])}\n${code}`);
  const { stdout } = spawnSync(shell, [file, line], { encoding: "utf8" });
  return stdout
    .split("\n")
    .filter(Boolean)
    .map((each) => each.split("\t")[0] ?? "");
};

test.each([
  [
    "bash",
    `read -ra COMP_WORDS <<<"$1"; COMP_CWORD=3; _mosaic_fleet x "\${COMP_WORDS[3]}"; printf '%s\\n' "\${COMPREPLY[@]}"`,
  ],
  ["fish", "complete -C $argv[1]"],
])("%s goes on behind a comma, where several words may stand in one", (shell, code) => {
  expect(inShell(shell, code, "mosaic-fleet later --for idle,bl")).toEqual(["idle,blocked"]);
});

test("what is no shell is told, and `--json` too", async () => {
  const remedy = "Name `bash`, `zsh` or `fish`.\n";
  for (const [argv, message] of [
    [[], "no shell was named"],
    [["tcsh"], "`tcsh` is no shell that is known here"],
    [["bash", "zsh"], "`bash zsh` is no shell that is known here"],
  ] as const) {
    const stderr = `mosaic-fleet: ${message}\n${remedy}`;
    expect(await runForTest(["completion", ...argv])).toEqual({ code: 2, stdout: "", stderr });
  }
  expect(await runForTest(["completion", "bash", "--json"])).toMatchObject({ code: 2 });
});

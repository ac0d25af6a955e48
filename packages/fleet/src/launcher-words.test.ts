import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { splitCommand } from "@mosaicstack/roster";
import { launcherScript } from "@mosaicstack/session-launcher";

// The launcher splits MOSAIC_AGENT_COMMAND in sh, the roster in TypeScript: one rule, two tongues.

/** The script's splitter, run over many commands: `ok` or `no`, the words, and an empty line's worth between. */
function batch(): string {
  const functions = readFileSync(join(dirname(launcherScript().path), "../lib/words.sh"), "utf8");
  return `set -u -f; nl='\n'; LC_ALL=C; export LC_ALL
${functions}
words_of() { eval "set -- $words"; printf '%s\\0' "$#" "$@"; }
for command; do if split "$command"; then words_of; else printf 'no\\0'; fi; done`;
}

function splitBy(shell: readonly string[], commands: readonly string[]): (string[] | undefined)[] {
  const [program = "", ...args] = shell;
  const stdout = execFileSync(program, [...args, "-c", batch(), "sh", ...commands], {
    env: { ...process.env, LC_ALL: "C" },
    encoding: "utf8",
  });
  const parts = stdout.split("\0");
  return commands.map(() => {
    const head = parts.shift();
    return head === "no" ? undefined : parts.splice(0, Number(head));
  });
}

const wanted = (command: string): string[] | undefined => {
  const words = splitCommand(command);
  return Array.isArray(words) ? words : undefined;
};

const pieces = [
  " ",
  "\t",
  "\n",
  "'",
  "''",
  '"',
  '""',
  "\\",
  "\\\\",
  '\\"',
  "$",
  "`",
  "$(id)",
  "#",
  ";",
  "&&",
  "*",
  "~",
  "-n",
  "=",
  "a",
  "b c",
  "é",
  "\u{1f600}",
  "\r",
];
const command = fc.oneof(
  fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((parts) => parts.join("")),
  fc.string({ unit: "grapheme", maxLength: 20 }).map((text) => text.replaceAll("\0", "")),
);

const shells = [["sh"], ["bash", "--posix"], ["busybox", "sh"]].filter(([program = ""]) => {
  const there = (process.env["PATH"] ?? "")
    .split(":")
    .some((folder) => existsSync(`${folder}/${program}`));
  if (!there) console.warn(`skipped, not on PATH: ${program}`);
  return there;
});

describe.each(shells.map((shell) => ({ shell, name: shell.join(" ") })))(
  "the script's words under $name",
  ({ shell }) => {
    test("are those of the roster's splitCommand", () => {
      const commands = fc.array(command, { minLength: 60, maxLength: 60 });
      fc.assert(
        fc.property(commands, (texts) => {
          expect(splitBy(shell, texts)).toEqual(texts.map(wanted));
        }),
        { numRuns: 20 },
      );
    });

    test("for the cases that a person writes", () => {
      const cases = [
        `claude --model 'opus 4' "it's"`,
        `a\\ b c`,
        `"x \\$HOME \\n"`,
        "",
        `''`,
        `'open`,
        `"open`,
        `end\\`,
        `a"b"'c'd`,
      ];
      const found = splitBy(shell, cases);
      expect(found).toEqual([
        ["claude", "--model", "opus 4", "it's"],
        ["a b", "c"],
        ["x $HOME \\n"],
        [],
        [""],
        undefined,
        undefined,
        undefined,
        ["abcd"],
      ]);
    });
  },
);

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { HANG_MS } from "@mosaicstack/systemd-sandbox/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { scaled } from "../../test/scaled.js";
import { formatEnvironmentAssignment } from "../environment/format-environment-assignment.js";
import { openUserManager } from "../manager/open-user-manager.js";
import { expandVariables } from "./expand-variables.js";
import { parseExecLine } from "./parse-exec-line.js";
import { splitWords } from "./split-words.js";

test("prefixes, argv[0] and the separator are taken apart", () => {
  expect(parseExecLine('-@/bin/sh name "a b" ; :!!/bin/echo \\; x').commands).toEqual([
    {
      prefix: "-@",
      ignoresFailure: true,
      expandsVariables: true,
      path: "/bin/sh",
      argv0: "name",
      args: ["a b"],
    },
    {
      prefix: ":!!",
      ignoresFailure: false,
      expandsVariables: false,
      path: "/bin/echo",
      argv0: "/bin/echo",
      args: [";", "x"],
    },
  ]);
  expect(parseExecLine("")).toEqual({
    commands: [],
    faults: [],
    refusesUnit: false,
    unknownEscapes: [],
  });
  expect(parseExecLine('/bin/echo "open').faults).toEqual(["a quote is never closed"]);
});

test("variables are put in as systemd does it", () => {
  const environment = new Map([
    ["FOO", "BAR BAR"],
    ["BAR", "waldo"],
    ["B", "x\\ y \\\\ z\\"],
  ]);
  const expand = (word: string): string[] =>
    parseExecLine(`/a '${word}'`).commands.flatMap((command) =>
      expandVariables(command, environment).slice(1),
    );
  const rows = {
    "${FOO:-${BAR}}": "${FOO:-waldo}",
    "${FOO:+|${BAR}{|}": "${FOO:+|waldo{|}",
    "x${BAR:-baz}": "x${BAR:-baz}",
    "${FOO:-$BAR}": "${FOO:-$BAR}",
    "${FOO:+a}b}": "${FOO:+a}b}",
    "${BAR:-${FOO}": "${BAR:-BAR BAR",
    "BAR${_$$:": "BAR${_$$:",
    "${x$$FOO": "${x$$FOO",
    "a${~}b": "ab",
    "x${}y": "xy",
    "${FOO-x}": "",
    "${FOO": "${FOO",
    "$$${BAR}$$": "$waldo$",
  };
  expect(Object.fromEntries(Object.keys(rows).map((word) => [word, expand(word)[0]]))).toEqual(
    rows,
  );
  expect(expand("$B")).toEqual(["x y", "\\", "z"]);
  const [shell] = parseExecLine('|@echo "a  b" $FOO').commands;
  expect(shell && expandVariables(shell, environment)).toEqual(["-sh", "-c", "echo a  b BAR BAR"]);
});

test("any text splits without a throw, and what has no quote and no backslash splits at blanks", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      splitWords(text);
      parseExecLine(text);
    }),
    { numRuns: scaled(1000, 50_000) },
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z$%= \t]*$/), (text) => {
      expect(splitWords(text).words).toEqual(text.split(/[ \t]+/).filter(Boolean));
    }),
  );
});

test("a line with very many unknown escapes is read", () => {
  const { unknownEscapes } = parseExecLine(`/bin/echo ${"\\q".repeat(200_000)}`);
  expect(unknownEscapes).toHaveLength(200_000);
});

test("a real service gets the words that we say", async () => {
  await using sandbox = await openSandbox({ deadlineMs: HANG_MS });
  const manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env, deadlineMs: HANG_MS });
  const folder = join(sandbox.home, ".config/systemd/user");
  mkdirSync(folder, { recursive: true });
  const piece = fc.constantFrom(
    "a",
    "b c",
    '"',
    "'",
    "\\",
    "\\n",
    "\\x41",
    "\\101",
    "\\u00e9",
    "\\s",
    " ; ",
    "\\;",
    "é",
    "$$",
    "${SET}",
    "$SET",
    " $SET ",
    " $UNSET ",
    "${UNSET}",
    "$",
    "=",
    "#",
    "[",
    " ",
    "\t",
    "%%",
    "x$SET",
    "$SET/z",
    "${",
    "}",
    ":",
    "${SET:-",
    "${~}",
    "${}",
    "${SET",
    " $OPEN ",
    " $LAST ",
    " $QUOTED ",
  );
  const count = scaled(200, 3000);
  const candidates = fc
    .sample(
      fc.array(piece, { maxLength: 10 }).map((parts) => parts.join("").trim()),
      { numRuns: count, seed: 5 },
    )
    .filter((text) => !/(?<!\\)(?:\\\\)*\\$/.test(text));
  const environment = new Map([
    ["SET", 'one "two three" \\x41'],
    ["OPEN", 'a "b c'],
    ["LAST", "x\\ y \\\\ z\\"],
    ["QUOTED", "a 'b\\"],
  ]);
  const lines = candidates
    .map((text) => ({
      text: `/usr/bin/printf <%%s>\\\\n _ ${text}`,
      parsed: parseExecLine(`/usr/bin/printf <%%s>\\\\n _ ${text}`),
    }))
    .filter(({ parsed }) => parsed.faults.length === 0 && parsed.commands.length === 1);
  for (let at = 0; at < lines.length; at += 100) {
    const batch = lines.slice(at, at + 100);
    const output = join(sandbox.home, `out-${String(at)}`);
    writeFileSync(
      join(folder, `words-${String(at)}.service`),
      [
        "[Service]",
        "Type=oneshot",
        ...[...environment].map(
          ([key, value]) => `Environment=${formatEnvironmentAssignment(key, value)}`,
        ),
        `StandardOutput=append:${output}`,
        ...batch.flatMap(({ text }) => [`ExecStart=${text}`, "ExecStart=/bin/echo ----"]),
        "",
      ].join("\n"),
    );
    await manager.reload();
    await manager.start([`words-${String(at)}.service`]);
    const { stdout } = await sandbox.exec("cat", [output], { reject: true });
    const seen = `${stdout}\n`.split("----\n").slice(0, -1);
    const ours = batch.map(({ parsed }) => {
      const [command] = parsed.commands;
      const argv = command === undefined ? [] : expandVariables(command, environment);
      return argv
        .slice(2)
        .map((word) => `<${word.replace(/%%/g, "%")}>\n`)
        .join("");
    });
    expect(batch.map(({ text }, index) => [text, ours[index]])).toEqual(
      batch.map(({ text }, index) => [text, seen[index]]),
    );
  }
  console.log(`command lines: ${String(lines.length)} against a real service`);
});

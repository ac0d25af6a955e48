import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSandbox, type Sandbox } from "@mosaicstack/systemd-sandbox";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scaled } from "../../test/scaled.js";
import { systemdVersion } from "../manager/systemd-version.js";
import { strip } from "../unit-file/physical-lines.js";
import { parseExecLine, type ExecCommand } from "./parse-exec-line.js";

const version = (await systemdVersion()) ?? 252;
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.close());

/** What a real manager makes of each line: `refused`, or its commands as `systemctl show` prints them. */
async function seenBySystemd(lines: readonly string[]): Promise<string[]> {
  const folder = join(sandbox.home, ".config/systemd/user");
  mkdirSync(folder, { recursive: true });
  const names = lines.map((_, index) => `line-${String(index)}.service`);
  // The second line keeps a unit whose first is dropped from being refused for having none at all.
  for (const [index, line] of lines.entries())
    writeFileSync(
      join(folder, names[index] ?? ""),
      `[Service]\nType=oneshot\nExecStart=${line}\nExecStart=/last\n`,
    );
  await sandbox.exec("systemctl", ["--user", "daemon-reload"], { reject: true });
  const { stdout } = await sandbox.exec(
    "systemctl",
    ["--user", "show", "--property=LoadState,ExecStartEx", ...names],
    { reject: true },
  );
  return stdout.split("\n\n").map((block) => {
    if (block.includes("LoadState=bad-setting")) return "refused";
    const commands = [
      ...block.matchAll(/^ExecStartEx=\{ (path=[^]*? ; flags=[^;]*) ; start_time/gm),
    ];
    return commands
      .map(([, command = ""]) => command)
      .filter((command) => !command.startsWith("path=/last ;"))
      .join("\n");
  });
}

function seenByUs(line: string): string {
  const { commands, refusesUnit } = parseExecLine(strip(line), { version });
  return refusesUnit ? "refused" : commands.map(shown).join("\n");
}

function shown({ prefix, path, argv0, args }: ExecCommand): string {
  const twice = prefix.split("!").length > 2;
  const flags = [
    prefix.includes("-") && "ignore-failure",
    prefix.includes("+") && "privileged",
    prefix.includes("!") && !twice && "no-setuid",
    // From 258 on `!!` is read and does nothing.
    twice && version < 258 && "ambient",
    prefix.includes(":") && "no-env-expand",
    prefix.includes("|") && "via-shell",
  ].filter(Boolean);
  const words = [argv0, ...args].map((word) => word.replaceAll("%%", "%"));
  return `path=${path.replaceAll("%%", "%")} ; argv[]=${words.join(" ")} ; flags=${flags.join(" ")}`;
}

const name = (length: number): string => "n".repeat(length);
/** The first word: what is refused, dropped, passed over, or taken. */
const PROGRAMS = [
  ..."/path\\t|/path\\\\|/bin/it\\'s|a\\x7fb|'a\"b'|\\;|/path\\x|\\qx|/path\\s|/a/|/a//b/./c|a/b|.|..|/.|/..|/bin/..".split(
    "|",
  ),
  ..."/bin/.|/a/../b|''|' '|\"open|'open|/é|\\u00e9|/a\\x01|%%a|/%%|a;|;x|;;|'a b'|/a'b c'd|-|@|:|+|!|!!".split(
    "|",
  ),
  ..."!:!/a|!-!/a|!!!/a|+!/a|!+/a|-@:+/a|--/a|@@/a|::/a|'-/a'|\\x2d/a|-\\;|-''|-..|-'a\"b'|@/a".split(
    "|",
  ),
  `/${name(255)}`,
  `/${name(256)}`,
  `-/${name(256)}/x`,
  name(255),
  name(256),
  `/${"é".repeat(127)}`,
  `/${"é".repeat(128)}`,
  `/${"a/".repeat(2046)}aa`,
  `/${"a/".repeat(2047)}a`,
];
const SHELL = "|/bin/true | |echo @|echo -|x ||x |@-:x |- |a/b |. |/a/".split(" ");
const REST = ["", " x", " ; /goo", " ; ; /goo boo", " ; ;", " \\; x", ' "open', " ';' x"];
const LINES = [
  ...[...PROGRAMS, ...SHELL].flatMap((program) => ["", " x"].map((rest) => program + rest)),
  ...["/a", "; /a", "';' /a", ";", "-/path\\t", "@/a", "@/a ''"].flatMap((program) =>
    REST.map((rest) => program + rest),
  ),
  "/a ; -/path\\t ; /b",
  "/a ; /path\\t ; /b",
  '/a ; "open',
  "/a x\\ ",
  '/a "x\\ ',
  "/a \\ ",
];

const PIECES =
  "/a|b|-|@|:|+|!|'|\"|\\|\\x41|\\\\|\\q|\\s|;| ; | ;| \\; | |  |..|/|/./|%%|é|';'|$|$$|/path".split(
    "|",
  );

test("of lines with every kind of program and separator, a real manager takes the same commands", async () => {
  const random = fc.sample(
    fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 }).map((all) => all.join("")),
    { numRuns: scaled(300, 4000), seed: 7 },
  );
  const lines = [
    ...LINES,
    // A backslash at the end would continue the line, and no value starts or ends in a blank.
    ...random.map((line) => line.trim()).filter((line) => line !== "" && !line.endsWith("\\")),
  ];
  const theirs: string[] = [];
  for (let at = 0; at < lines.length; at += 200)
    theirs.push(...(await seenBySystemd(lines.slice(at, at + 200))));
  const refused = theirs.filter((one) => one === "refused").length;
  console.log(`command lines: ${String(lines.length)} read, ${String(refused)} refused`);
  expect(refused).toBeGreaterThan(20);
  expect(lines.map((line) => ({ line, commands: seenByUs(line) }))).toEqual(
    lines.map((line, index) => ({ line, commands: theirs[index] })),
  );
});

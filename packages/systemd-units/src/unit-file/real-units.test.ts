import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, extname, join } from "node:path";
import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { scaled } from "../../test/scaled.js";
import { unitCorpus } from "../../test/unit-corpus.js";
import { keysOf } from "../checks/keys-by-version.js";
import { checkUnits } from "../checks/check-units.js";
import { verifyWithSystemd } from "../checks/verify-with-systemd.js";
import { systemdVersion } from "../manager/systemd-version.js";
import { UNJUDGED } from "../../test/unjudged.js";
import { refusesUnit } from "../values/value-kinds.js";
import { parseUnit } from "./parse-unit.js";

const folder = mkdtempSync(join(tmpdir(), "real-units-"));
afterAll(() => rmSync(folder, { recursive: true }));
const version = (await systemdVersion()) ?? 252;
const corpus = unitCorpus();
/** The rules about what can be read at all. */
const SYNTAX = ["MF101", "MF102", "MF103", "MF107", "MF108", "MF111", "MF601", "MF603", "MF618"];
/** Of these sections the keys are judged, and of their values those that a service has too. */
const KEYS_ONLY = ["Socket", "Timer", "Path", "Mount", "Automount", "Swap"];
const SUFFIXES = [
  ".service",
  ".target",
  ".slice",
  ...KEYS_ONLY.map((section) => `.${section.toLowerCase()}`),
];

/**
 * Where the two differ on purpose:
 * - systemd says that a setting is old, or unsafe, which is no mistake of syntax;
 * - it looks at what only it can know, as the users and the kernel of this machine;
 * - settings that are known by name only, in `UNJUDGED`, are its alone.
 */
const OTHERWISE =
  /please use|obsolete|not safe|is unsafe|has no effect|Support for|Unknown system call|Failed to parse capabilit|Failed to (?:create|add dependency on .*Invalid slot)/i;

async function blamedBySystemd(paths: readonly string[]): Promise<Set<string>> {
  const said = await verifyWithSystemd(paths, {
    env: { PATH: process.env["PATH"], HOME: folder },
    deadlineMs: 120_000,
  });
  return new Set(
    (said ?? [])
      .filter(({ file, message }) => file?.startsWith(folder) === true && !OTHERWISE.test(message))
      .map(({ file = "", line }) => `${basename(file)}:${String(line)}`),
  );
}

function blamedByUs(path: string, text: string): string[] {
  return checkUnits({ files: [{ path, text }] }, { version })
    .filter(({ code, severity }) => SYNTAX.includes(code) && severity === "error")
    .filter(({ line }) => isJudged(text, line))
    .map(({ line }) => `${basename(path)}:${String(line)}`);
}

test("every unit file of this machine comes back byte for byte, without a remark", () => {
  console.log(`corpus: ${String(corpus.length)} unit files of this machine`);
  expect(corpus.length).toBeGreaterThan(200);
  expect(corpus.map(({ path, text }) => ({ path, text: parseUnit(text).toString() }))).toEqual(
    corpus,
  );
  expect(corpus.filter(({ text }) => parseUnit(text).diagnostics.length > 0)).toEqual([]);
});

/** systemd names the last line of a continued one, we the first. Comments in between do not end it. */
function firstLine(text: string, line: number): number {
  const lines = text.split("\n");
  let first = line;
  for (let at = line - 1; at >= 1; at--) {
    const before = lines[at - 1] ?? "";
    if (/^[#;]/.test(before)) continue;
    if (!before.endsWith("\\")) break;
    first = at;
  }
  return first;
}

/** Whether we read the value of the setting on this line at all. */
function isJudged(text: string, line: number): boolean {
  const key = /^(\w+)\s*=/.exec(text.split("\n")[line - 1] ?? "")?.[1];
  if (key === undefined) return true;
  const ownOf = KEYS_ONLY.filter(
    (section) => keysOf(section)?.has(key) && text.includes(`[${section}]`),
  );
  return !UNJUDGED.includes(key) && (ownOf.length === 0 || keysOf("Service")?.has(key) === true);
}

/** The line for which systemd refuses the unit, behind which it does not read on. */
function lastRead(text: string, theirs: ReadonlySet<string>, name: string): number {
  const blamed = text
    .split("\n")
    .flatMap((line, index) =>
      theirs.has(`${name}:${String(index + 1)}`)
        ? [{ key: line.split("=")[0] ?? "", line: index + 1 }]
        : [],
    );
  const last = blamed.at(-1);
  return last !== undefined && (refusesUnit(last.key) || /^(?:Exec|WorkingDir)/.test(last.key))
    ? last.line
    : Infinity;
}

/** Ways in which a person spoils a line. */
const MISTAKES: readonly ((line: string) => string)[] = [
  (line) => line.replace("=", ""),
  (line) => line.replace("=", ":"),
  (line) => `X${line}`,
  (line) => line.replace(/^(\w)/, (letter) => letter.toLowerCase()),
  (line) => line.replace(/=.*/, "=no such value"),
  (line) => line.replace(/=.*/, '="open'),
  (line) => `${line} %e`,
  (line) => `=${line}`,
  (line) => ` ${line}`,
  (line) => `${line}\\`,
  (line) => `#${line}`,
  (line) => line.replace(/=.*/, "="),
  (line) => `${line}\n${line}`,
];

test("as they are, and with one line spoiled, systemd and we blame the same lines", async () => {
  const units = corpus.filter(({ path }) => SUFFIXES.includes(extname(path)));
  const rounds = scaled(1, 20);
  const spoiled = fc.sample(
    fc.record({
      unit: fc.constantFrom(...units),
      at: fc.nat(),
      mistake: fc.constantFrom(...MISTAKES),
    }),
    { numRuns: rounds * units.length, seed: 3 },
  );
  const texts = [
    ...units.map(({ path, text }) => ({ path, text })),
    ...spoiled.map(({ unit: { path, text }, at, mistake }) => {
      const lines = text.split("\n");
      const candidates = lines.flatMap((line, index) => (/^\w+ *=/.test(line) ? [index] : []));
      const index = candidates[at % Math.max(1, candidates.length)] ?? 0;
      return { path, text: lines.with(index, mistake(lines[index] ?? "")).join("\n") };
    }),
  ];
  const files = texts.map(({ path, text }, index) => {
    const template = /@\./.test(basename(path)) ? "@" : "";
    return { path: join(folder, `case-${String(index)}${template}${extname(path)}`), text };
  });
  for (const { path, text } of files) writeFileSync(path, text);
  const theirs = new Set(
    [...(await blamedBySystemd(files.map(({ path }) => path)))].flatMap((blamed) => {
      const [name = "", line = "1"] = blamed.split(":");
      const text = files.find(({ path }) => basename(path) === name)?.text ?? "";
      const first = firstLine(text, Number(line));
      return isJudged(text, first) ? [`${name}:${String(first)}`] : [];
    }),
  );
  const ours = new Set(
    files.flatMap(({ path, text }) => {
      const last = lastRead(text, theirs, basename(path));
      return blamedByUs(path, text).filter((blamed) => Number(blamed.split(":")[1]) <= last);
    }),
  );
  const show = (blamed: string): string => {
    const [name = "", line = "1"] = blamed.split(":");
    const file = files.find(({ path }) => basename(path) === name);
    return `${blamed}: ${file?.text.split("\n")[Number(line) - 1] ?? ""}`;
  };
  console.log(
    `verdicts: ${String(files.length)} files, ${String(theirs.size)} lines blamed by systemd, ${String(ours.size)} by us`,
  );
  expect([...theirs].filter((one) => !ours.has(one)).map(show)).toEqual([]);
  expect([...ours].filter((one) => !theirs.has(one)).map(show)).toEqual([]);
});

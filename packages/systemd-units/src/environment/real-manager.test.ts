import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSandbox, type Sandbox } from "@mosaicstack/systemd-sandbox";
import { HANG_MS } from "@mosaicstack/systemd-sandbox/testing";
import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openUserManager } from "../manager/open-user-manager.js";
import type { UserManager } from "../manager/user-manager.js";
import { unitName } from "../names/unit-name.js";
import { parseUnit } from "../unit-file/parse-unit.js";
import { scaled } from "../../test/scaled.js";
import { ENVIRONMENT_ROWS } from "../../test/environment-rows.js";
import { formatEnvironmentAssignment } from "./format-environment-assignment.js";
import { formatEnvironmentFile } from "./format-environment-file.js";
import { parseEnvironmentFile } from "./parse-environment-file.js";

/** The oracle: a unit that prints its environment, started by a real user manager. */
const TEMPLATE = "print-environment@.service";

let sandbox: Sandbox;
let manager: UserManager;
let version: number;
let folder: string;

beforeAll(async () => {
  sandbox = await openSandbox({ deadlineMs: HANG_MS });
  manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env, deadlineMs: HANG_MS });
  const probe = await manager.probe();
  if (!probe.answers) throw new Error(probe.reason);
  version = probe.version;
  folder = join(sandbox.home, "environments");
  mkdirSync(folder);
  mkdirSync(unitFolder(), { recursive: true });
  const unit = [
    "[Service]",
    "Type=oneshot",
    `EnvironmentFile=-${folder}/%i.env`,
    "ExecStart=/usr/bin/env -0",
    `StandardOutput=truncate:${folder}/%i.out`,
    "StandardError=null",
  ];
  writeFileSync(join(unitFolder(), TEMPLATE), unit.join("\n"));
});

afterAll(async () => sandbox?.close());

function unitFolder(): string {
  return join(sandbox.home, ".config/systemd/user");
}

/** What each unit's process had in its environment, less what every unit has. Files are bytes as latin-1. */
async function environments(
  files: Readonly<Record<string, string>>,
): Promise<Record<string, Record<string, string>>> {
  const names = ["none", ...Object.keys(files)];
  for (const name of names)
    writeFileSync(join(folder, `${name}.env`), Buffer.from(files[name] ?? "", "latin1"));
  await manager.start(names.map((name) => unitName(TEMPLATE, name)));
  const read = (name: string): [string, string][] =>
    readFileSync(join(folder, `${name}.out`), "utf8")
      .split("\0")
      .filter((entry) => entry !== "")
      .map((entry) => [entry.slice(0, entry.indexOf("=")), entry.slice(entry.indexOf("=") + 1)]);
  const common = new Set(read("none").map(([key]) => key));
  return Object.fromEntries(
    Object.keys(files).map((name) => [
      name,
      Object.fromEntries(read(name).filter(([key]) => !common.has(key))),
    ]),
  );
}

function ours(bytes: string): Record<string, string> {
  return Object.fromEntries(parseEnvironmentFile(Buffer.from(bytes, "latin1"), { version }).values);
}

test("every row of the grammar reads as the manager reads it", async () => {
  const files = Object.fromEntries(
    ENVIRONMENT_ROWS.map(({ bytes }, index) => [`row${String(index)}`, bytes]),
  );
  const seen = await environments(files);
  const read = (row: (index: number) => unknown): unknown[] =>
    ENVIRONMENT_ROWS.map(({ what }, index) => [what, row(index)]);
  expect(read((index) => ours(ENVIRONMENT_ROWS[index]?.bytes ?? ""))).toEqual(
    read((index) => seen[`row${String(index)}`]),
  );
  // The rows say what 252 does; from 254 on comments end with their line.
  const same = ENVIRONMENT_ROWS.flatMap(({ what, values }, index) =>
    version >= 254 && what.startsWith("before 254")
      ? []
      : [{ what, values, seen: seen[`row${String(index)}`] }],
  );
  expect(same.map((row) => [row.what, row.seen])).toEqual(
    same.map((row) => [row.what, row.values]),
  );
});

test("random files read as the manager reads them", async () => {
  const piece = fc.oneof(
    {
      weight: 120,
      arbitrary: fc.constantFrom(
        "A=",
        "B=",
        "\nC =",
        "\nD=",
        "\nE=q",
        "\n",
        "\r\n",
        "\r",
        " ",
        "\t",
        "'",
        '"',
        "\\",
        "\\\n",
        "#",
        ";",
        "$x",
        "`",
        "=",
        "export D=",
      ),
    },
    {
      weight: 40,
      arbitrary: fc
        .constantFrom("x", "y z", "é", "1", "-", "\u0001", "\u007f", "\u0085", "%h", "\uFEFF")
        .map((text) => Buffer.from(text).toString("latin1")),
    },
    { weight: 1, arbitrary: fc.constantFrom("\xff", "\xc3", "\xef\xbf\xbf", "\xed\xa0\x80") },
  );
  const count = scaled(150, 2400);
  const texts = fc.sample(
    fc.array(piece, { minLength: 3, maxLength: 25 }).map((parts) => parts.join("")),
    { numRuns: count, seed: 7 },
  );
  // One job starts many units; hundreds at once would wait for each other's deadline.
  let carried = 0;
  for (let at = 0; at < count; at += 150) {
    const files = Object.fromEntries(
      texts.slice(at, at + 150).map((text, index) => [`random${String(at + index)}`, text]),
    );
    const seen = await environments(files);
    for (const [name, text] of Object.entries(files))
      expect({ text, values: ours(text) }).toEqual({ text, values: seen[name] });
    carried += Object.values(seen).filter((values) => Object.keys(values).length > 0).length;
  }
  console.log(
    `environment files: ${String(count)} against a real service, ${String(carried)} with values`,
  );
  // The sample is worth something only if most of it carries values.
  expect(carried).toBeGreaterThan(count * 0.6);
});

/** Many awkward values, one variable each. */
function awkwardValues(): Record<string, string> {
  const chars = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.constantFrom(
        "'",
        '"',
        "\\",
        "\n",
        "\r",
        "\t",
        " ",
        "$",
        "${HOME}",
        "`",
        "#",
        ";",
        "%",
        "%h",
        "%%",
        "=",
        "a",
        "x41",
        "~",
        "*",
        "{",
        "}",
      ),
    },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 1, max: 0x9f }).map((code) => String.fromCharCode(code)),
    },
  );
  const value = fc.array(chars, { maxLength: 12 }).map((parts) => parts.join(""));
  const carried = value.filter(
    (text) => !/[\0\p{Noncharacter_Code_Point}\p{Surrogate}]/u.test(text),
  );
  return Object.fromEntries(
    fc
      .sample(carried, { numRuns: scaled(600, 3000), seed: 11 })
      .map((text, index) => [`V${String(index)}`, text]),
  );
}

test("written environment files reach the process byte for byte", async () => {
  const values = awkwardValues();
  const { written } = await environments({
    written: Buffer.from(formatEnvironmentFile(values)).toString("latin1"),
  });
  expect(written).toEqual(values);
});

test("written Environment= lines reach the process byte for byte", async () => {
  const values = awkwardValues();
  const dropIn = parseUnit("");
  for (const [key, value] of Object.entries(values))
    dropIn.add("Service", "Environment", formatEnvironmentAssignment(key, value));
  const directory = join(unitFolder(), "print-environment@lines.service.d");
  mkdirSync(directory);
  writeFileSync(join(directory, "50-lines.conf"), dropIn.toString());
  await manager.reload();
  const { lines } = await environments({ lines: "" });
  expect(lines).toEqual(values);
});

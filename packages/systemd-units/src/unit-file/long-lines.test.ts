import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { expect, test } from "vitest";
import { thrownCode } from "../../test/thrown-code.js";
import { openUserManager } from "../manager/open-user-manager.js";
import { LONGEST_LINE } from "./long-lines.js";
import { parseUnit } from "./parse-unit.js";

const BASE = "[Service]\nExecStart=/bin/true\n";
const KEY = "Environment=A=";
const line = (bytes: number): string => KEY + "x".repeat(bytes - KEY.length);
/** Two continued lines and a last one, as many bytes together. */
const joined = (bytes: number): string =>
  `${line(499_999)}\\\n${"y".repeat(499_999)}\\\n${"z".repeat(bytes - 1_000_000)}`;

/** Name, text, and the line that is too long, if any. */
const ROWS: readonly (readonly [string, string | Buffer, number | undefined])[] = [
  ["long", `${BASE}${line(LONGEST_LINE - 1)}\n`, undefined],
  ["longer", `${BASE}${line(LONGEST_LINE)}\n`, 3],
  ["last", `${BASE}${line(LONGEST_LINE)}`, 3],
  ["returns", `${BASE}${line(LONGEST_LINE - 1)}\r\n`, undefined],
  ["returned", `${BASE}${line(LONGEST_LINE)}\r\n`, 3],
  ["comment", `#${"c".repeat(LONGEST_LINE - 1)}\n${BASE}`, 1],
  ["blank", `${BASE}${" ".repeat(LONGEST_LINE)}\n`, 3],
  ["letters", `${BASE}${KEY}${"é".repeat((LONGEST_LINE - KEY.length) / 2)}\n`, 3],
  ["fewer", `${BASE}${KEY}${"é".repeat((LONGEST_LINE - KEY.length) / 2 - 1)}\n`, undefined],
  ["marked", `\uFEFF#${"c".repeat(LONGEST_LINE - 4)}\n${BASE}`, 1],
  [
    "strays",
    Buffer.concat([
      Buffer.from(`${BASE}#`),
      Buffer.alloc(LONGEST_LINE - 2, 0xff),
      Buffer.from("\n"),
    ]),
    undefined,
  ],
  [
    "stray",
    Buffer.concat([
      Buffer.from(`${BASE}#`),
      Buffer.alloc(LONGEST_LINE - 1, 0xff),
      Buffer.from("\n"),
    ]),
    3,
  ],
  ["joined", `${BASE}${joined(LONGEST_LINE)}\n`, undefined],
  ["over", `${BASE}${joined(LONGEST_LINE + 1)}\n`, 5],
  [
    "between",
    `${BASE}Environment=A=x\\\n#${"c".repeat(LONGEST_LINE - 5)}\n${"y".repeat(100)}\n`,
    undefined,
  ],
  ["many", `${BASE}${`${line(LONGEST_LINE - 10)}\n`.repeat(3)}`, undefined],
];

test("a line of 1 MiB, or more with what it continues: where we say so systemd refuses the file", async () => {
  await using sandbox = await openSandbox();
  const manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env });
  const folder = join(sandbox.home, ".config/systemd/user");
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of ROWS) writeFileSync(join(folder, `${name}.service`), text);
  await manager.reload();
  const ours = ROWS.map(([name, text]) => {
    const { diagnostics } = parseUnit(text);
    return [name, diagnostics.find(({ code }) => code === "line-too-long")?.line];
  });
  expect(ours).toEqual(ROWS.map(([name, , expected]) => [name, expected]));
  const shown = await manager.properties(
    ROWS.map(([name]) => `${name}.service`),
    ["LoadState"],
  );
  expect([...shown.values()].map((row) => row.LoadState)).toEqual(
    ROWS.map(([, , expected]) => (expected === undefined ? "loaded" : "error")),
  );
});

test("such a line is never written", () => {
  const unit = parseUnit("[Service]\n");
  const value = "x".repeat(LONGEST_LINE - "Environment=".length - 1);
  expect(thrownCode(() => unit.set("Service", "Environment", value))).toBeUndefined();
  expect(thrownCode(() => unit.set("Service", "Environment", `${value}x`))).toBe("InvalidValue");
  expect(thrownCode(() => unit.add("Service", "Environment", `${value}é`))).toBe("InvalidValue");
  expect(unit.diagnostics).toEqual([]);
});

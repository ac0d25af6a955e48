import { describe, expect, test } from "vitest";
import { shippedUnits } from "../shipped-units.js";
import { readFixtures } from "../../test/read-fixture.js";
import { checkUnits } from "./check-units.js";
import { rules } from "./rules.js";

const fixtures = readFixtures();

describe("fixtures", () => {
  test.each(fixtures)("$name", ({ path, set, context, expected, severity }) => {
    const findings = checkUnits(set, context);
    expect(
      findings
        .map(
          ({ code, file, line }) =>
            `${code}${file === path ? "" : ` in ${file}`} line ${String(line)}`,
        )
        .toSorted(),
    ).toEqual(expected.toSorted());
    for (const finding of findings)
      expect(finding).toMatchObject({
        severity: severity ?? expect.stringMatching(/^(?:error|warning)$/),
        message: expect.any(String),
        remedy: expect.stringMatching(/\.$/),
      });
  });

  test("each rule has one that fails and one that holds", () => {
    const codes = rules.map(({ code }) => code);
    const failed = fixtures.flatMap(({ expected }) => expected.map((one) => one.slice(0, 5)));
    expect([...new Set(failed)].toSorted()).toEqual(codes);
    expect([...new Set(fixtures.flatMap(({ holds }) => holds))].toSorted()).toEqual(codes);
  });
});

test("rules are data in the order of their codes", () => {
  const codes = rules.map(({ code }) => code);
  expect(codes).toEqual([...new Set(codes)].toSorted());
  for (const { code, what, why, remedy } of rules) {
    expect(code).toMatch(/^MF[1-7]\d\d$/);
    expect(what).not.toMatch(/\.$/);
    for (const sentence of [why, remedy])
      expect(sentence).toMatch(/^(?:[A-Z`]|systemd |tmux ).*\.$/);
  }
});

test("the shipped units have no finding, for any supported systemd", async () => {
  const files = await shippedUnits();
  for (const version of [249, 252, 254, 257, 262, 999])
    expect({ version, findings: checkUnits({ files }, { version }) }).toEqual({
      version,
      findings: [],
    });
});

test("a drop-in is judged with its unit, and blamed itself", async () => {
  const files = [
    ...(await shippedUnits()),
    {
      path: "/u/mosaic-agent@canary.service.d/50.conf",
      text: "[Service]\nDelegate=no\nKillMode=none\n",
    },
  ];
  expect(
    checkUnits({ files }).map(({ code, file, line }) => [
      code,
      file.replace(/.*\/units\//, ""),
      line,
    ]),
  ).toEqual([
    ["MF505", "/u/mosaic-agent@canary.service.d/50.conf", 2],
    ["MF502", "/u/mosaic-agent@canary.service.d/50.conf", 3],
  ]);
});

test("a drop-in alone is not blamed for what its unit may say", () => {
  expect(
    checkUnits({
      files: [{ path: "/u/mosaic-agent@x.service.d/50.conf", text: "[Service]\nMemoryMax=4G\n" }],
    }),
  ).toEqual([]);
});

test("a key newer than the table is a warning where systemd is newer too", () => {
  const files = [{ path: "/u/a.service", text: "[Service]\nFutureKey=1\nExecStart=/bin/true\n" }];
  expect(checkUnits({ files }, { version: 300 })).toMatchObject([
    { code: "MF102", severity: "warning" },
  ]);
  expect(checkUnits({ files }, { version: 252 })).toMatchObject([
    { code: "MF102", severity: "error" },
  ]);
});

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { HANG_MS } from "@mosaicstack/systemd-sandbox/testing";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { scaled } from "../../test/scaled.js";
import { openUserManager } from "../manager/open-user-manager.js";
import { judgeValue } from "./judge-value.js";
import { parsePercentage, parseSize } from "./parse-size.js";
import { parseTimeSpan } from "./parse-time-span.js";

test("booleans, sizes, percentages, spans", () => {
  expect(
    ["1.5h", "1y 2months", "5 6", "infinity", "", "5foo", "-1", "1.", "250ms"].map(parseTimeSpan),
  ).toEqual([
    5_400_000_000,
    31_557_600_000_000 + 2 * 2_629_800_000_000,
    11_000_000,
    Infinity,
    undefined,
    undefined,
    undefined,
    undefined,
    250_000,
  ]);
  expect(["4G", "1.5K", "1G 512M", "512M 1G", "12", "infinity", "x", ""].map(parseSize)).toEqual([
    4 * 1024 ** 3,
    1536,
    1536 * 1024 ** 2,
    undefined,
    12,
    Infinity,
    undefined,
    undefined,
  ]);
  expect(["50%", "5‰", "1‱", "12.34%", "101%", "5"].map(parsePercentage)).toEqual([
    0.5,
    0.005,
    0.0001,
    0.1234,
    undefined,
    undefined,
  ]);
});

test("time spans are those of `systemd-analyze timespan`", () => {
  const number = fc.oneof(
    fc.nat({ max: 5000 }).map(String),
    fc.double({ min: 0, max: 100, noNaN: true }).map((n) => n.toFixed(3)),
  );
  const unit = fc.constantFrom(
    "",
    "us",
    "usec",
    "µs",
    "ms",
    "s",
    "sec",
    "seconds",
    "m",
    "min",
    "h",
    "hr",
    "d",
    "day",
    "w",
    "M",
    "months",
    "y",
    "x",
    ".",
  );
  const span = fc
    .array(fc.tuple(number, fc.constantFrom("", " "), unit, fc.constantFrom("", " ", "  ")), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.flat().join(""));
  const spans = fc.sample(span, { numRuns: scaled(150, 1500), seed: 9 });
  for (const text of spans) {
    let theirs: number | undefined;
    try {
      const said = execFileSync("systemd-analyze", ["timespan", "--", text], {
        encoding: "utf8",
        stdio: ["ignore", "pipe", "ignore"],
      });
      theirs = Number(/s: (\d+)/.exec(said)?.[1]);
    } catch {
      theirs = undefined;
    }
    expect([text, parseTimeSpan(text)]).toEqual([text, theirs]);
  }
});

test("sizes are those that a real unit has", async () => {
  await using sandbox = await openSandbox({ deadlineMs: HANG_MS });
  const manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env, deadlineMs: HANG_MS });
  const folder = join(sandbox.home, ".config/systemd/user");
  mkdirSync(folder, { recursive: true });
  const size = fc
    .array(
      fc.tuple(
        fc.nat({ max: 2000 }),
        fc.constantFrom("", ".5", ".", ".125"),
        fc.constantFrom("", " "),
        fc.constantFrom("", "B", "K", "M", "G", "T", "k", "x"),
      ),
      { minLength: 1, maxLength: 3 },
    )
    .map((parts) => parts.flat().join("").trim());
  const sizes = fc.sample(size, { numRuns: scaled(100, 600), seed: 4 });
  const names = sizes.map((_, index) => `size-${String(index)}.service`);
  for (const [index, text] of sizes.entries())
    writeFileSync(
      join(folder, names[index] ?? ""),
      `[Service]\nExecStart=/bin/true\nMemoryMax=${text}\n`,
    );
  await manager.reload();
  const seen = await manager.properties(names, ["MemoryMax"]);
  for (const [index, text] of sizes.entries()) {
    const ours = parseSize(text);
    // What systemd cannot read, and nothing at all, leave the default.
    const expected = ours === undefined || ours === 0 ? "infinity" : String(ours - (ours % 4096));
    const value = seen.get(names[index] ?? "")?.MemoryMax ?? "";
    const page = value === "infinity" ? value : String(Number(value) - (Number(value) % 4096));
    expect([text, page]).toEqual([text, expected]);
  }
});

test("slices are those that a real unit starts in", async () => {
  await using sandbox = await openSandbox();
  const manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env });
  const folder = join(sandbox.home, ".config/systemd/user");
  mkdirSync(folder, { recursive: true });
  const slices =
    "a.slice|a-b.slice|a-b-c.slice|-.slice|-a.slice|a-.slice|a--b.slice|--.slice|a@b.slice|a@.slice|a@b@c.slice|a_b.slice|a\\x2db.slice|a.b.slice|.slice|a|a.service|a:b.slice|A.slice|é.slice|a b.slice".split(
      "|",
    );
  const names = slices.map((_, index) => `in-${String(index)}.service`);
  for (const [index, slice] of slices.entries())
    writeFileSync(
      join(folder, names[index] ?? ""),
      `[Service]\nType=oneshot\nRemainAfterExit=yes\nSlice=${slice}\nExecStart=/bin/true\n`,
    );
  await manager.reload();
  const started = await manager.run(names.map((unit) => ({ verb: "start" as const, unit })));
  const found = await manager.properties(names, ["Slice"]);
  const runsIn = names.map((unit, index) => {
    const outcome = started.find((one) => one.unit === unit)?.outcome;
    return outcome === "done" && found.get(unit)?.Slice === slices[index];
  });
  expect(slices.map((slice) => [slice, judgeValue("Slice", slice, 252) === undefined])).toEqual(
    slices.map((slice, index) => [slice, runsIn[index]]),
  );
});

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readLastScreen, readRecord, recordFault } from "./session-record.js";

let base: string;
let record: string;
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "session-record-"));
  record = join(base, "sessions/s/a");
  mkdirSync(join(base, "sessions/s"), { recursive: true });
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const gigabyte = (path: string): void => {
  writeFileSync(path, "");
  truncateSync(path, 3 * 1024 ** 3);
};
const fifo = (path: string): void => void execFileSync("mkfifo", [path]);
test.each<[string, string, (path: string) => void]>([
  ["a FIFO", "a FIFO", fifo],
  ["a folder", "a folder", (path) => mkdirSync(path)],
  ["a link", "a link", (path) => symlinkSync("/dev/null", path)],
  ["a sparse gigabyte", "larger than", gigabyte],
])("%s in the place of a record is told, and nothing waits for it", async (_, what, put) => {
  for (const path of [record, `${record}.screen`]) put(path);
  expect(await recordFault(record)).toContain(what);
  expect(await readRecord(record)).toBeUndefined();
  await readLastScreen(record);
});

test("whatever bytes stand there, a record is read or told, never half of each", async () => {
  const word = fc.constantFrom("state=", "active", "\n", "pane=1", "ended=99999999999999999999");
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(word, { maxLength: 12 }).map((words) => Buffer.from(words.join(""))),
  );
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      for (const path of [record, `${record}.screen`]) writeFileSync(path, content);
      const known = await readRecord(record);
      expect(known?.ended?.toISOString()).not.toBe("Invalid Date");
      expect((await recordFault(record)) === undefined).toBe(known !== undefined);
      await readLastScreen(record);
    }),
    { numRuns: 100 },
  );
});

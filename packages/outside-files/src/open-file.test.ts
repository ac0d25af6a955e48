import {
  closeSync,
  constants,
  linkSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { appendLine } from "./append-line.js";
import { openFile } from "./open-file.js";
import { readFile } from "./read-file.js";

test("a file of several names is read, and written under none of them", () => {
  const folder = mkdtempSync(join(tmpdir(), "mosaic-fleet-names-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [persons, ours] = [join(folder, "persons"), join(folder, "ours")];
  writeFileSync(persons, "theirs\n");
  linkSync(persons, ours);
  const { O_APPEND, O_CREAT, O_RDWR, O_WRONLY } = constants;
  for (const flags of [O_RDWR | O_CREAT, O_WRONLY, O_WRONLY | O_APPEND])
    expect(() => openFile(ours, ours, flags)).toThrow(`${ours} is a file of several names`);
  expect(readFile(ours, 100)?.text).toBe("theirs\n");
  appendLine(ours, "a line", 100);
  expect([ours, persons].map((path) => readFileSync(path, "utf8"))).toEqual([
    "a line\n",
    "theirs\n",
  ]);
  rmSync(persons);
  const opened = openFile(ours, ours, O_RDWR);
  expect(opened?.stats.nlink).toBe(1);
  if (opened !== undefined) closeSync(opened.descriptor);
});

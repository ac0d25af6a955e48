import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { removeLeftOnce, writeOnce } from "./one-time-file.js";

let runtimeFolder: string;
beforeEach(() => {
  runtimeFolder = mkdtempSync(join(tmpdir(), "one-time-file-"));
});
afterEach(() => rmSync(runtimeFolder, { recursive: true, force: true }));

test("what a killed start left of an environment goes; of one that lives, and of others, nothing", () => {
  const mine = writeOnce("a", "SECRET", runtimeFolder);
  expect(readFileSync(mine.file, "utf8")).toBe("SECRET");
  const { pid } = spawnSync("true");
  const left = mine.file.replace(/\.\d+-\d+\./, `.${pid}-12345.`);
  writeFileSync(left, "export SECRET='left'\n", { mode: 0o600 });
  writeFileSync(join(runtimeFolder, "once", "notes"), "");
  removeLeftOnce(runtimeFolder);
  const names = new Set(readdirSync(join(runtimeFolder, "once")));
  expect(names).toEqual(new Set([basename(mine.file), "notes"]));
  mine.remove();
  removeLeftOnce(join(runtimeFolder, "absent"));
});

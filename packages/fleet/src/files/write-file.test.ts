import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readText, writeWhole } from "./write-file.js";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "write-file-"));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

test("creates with its folders and mode, leaves the same alone, updates text or mode", async () => {
  const path = join(folder, "a", "b", "x.sh");
  expect(await writeWhole({ path, text: "1", mode: 0o755 })).toBe("created");
  const { ino } = await stat(path);
  expect(await writeWhole({ path, text: "1", mode: 0o755 })).toBe("unchanged");
  expect((await stat(path)).ino).toBe(ino);
  expect(await writeWhole({ path, text: "1", mode: 0o644 })).toBe("updated");
  expect(await writeWhole({ path, text: "2", mode: 0o644 })).toBe("updated");
  expect((await stat(path)).mode & 0o777).toBe(0o644);
  expect(await readdir(join(folder, "a", "b"))).toEqual(["x.sh"]);
});

test("a link is replaced, what it pointed to is not touched", async () => {
  const target = join(folder, "target");
  await writeFile(target, "theirs");
  await symlink(target, join(folder, "link"));
  expect(await writeWhole({ path: join(folder, "link"), text: "ours", mode: 0o644 })).toBe(
    "updated",
  );
  expect(await readFile(target, "utf8")).toBe("theirs");
});

test("a write that cannot be done leaves nothing behind and says where", async () => {
  await writeFile(join(folder, "file"), "");
  const path = join(folder, "file", "x");
  await expect(writeWhole({ path, text: "", mode: 0o644 })).rejects.toMatchObject({
    code: "Failed",
  });
  expect(await readdir(folder)).toEqual(["file"]);
});

test("reading: absent is undefined, a FIFO is refused without being opened", async () => {
  expect(await readText(join(folder, "none"))).toBeUndefined();
  execFileSync("mkfifo", [join(folder, "fifo")]);
  await expect(readText(join(folder, "fifo"))).rejects.toMatchObject({ code: "Usage" });
});

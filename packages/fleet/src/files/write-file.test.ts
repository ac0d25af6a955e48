import { execFileSync, spawnSync } from "node:child_process";
import {
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { assertWritable, readText, writeWhole } from "./write-file.js";

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

test("a link stays: a version of the same file behind it is written, and keeps its mode", async () => {
  const elsewhere = join(folder, "dotfiles");
  await mkdir(elsewhere);
  const target = join(elsewhere, "x.sh");
  const path = join(folder, "x.sh");
  await writeFile(target, "#!/bin/sh\n# x\nold\n", { mode: 0o644 });
  await symlink(target, path);
  const file = { path, text: "#!/bin/sh\n# x\nnew\n", mode: 0o700 };
  expect(await writeWhole(file)).toBe("updated");
  expect((await lstat(path)).isSymbolicLink()).toBe(true);
  expect(await readFile(target, "utf8")).toBe(file.text);
  expect((await stat(target)).mode & 0o777).toBe(0o744);
  expect(await writeWhole(file)).toBe("unchanged");
  await writeFile(target, "");
  expect(await writeWhole(file)).toBe("updated");
  expect(await readdir(elsewhere)).toEqual(["x.sh"]);
});

test("what a link leads to and is not plainly the same file is left alone, and the link too", async () => {
  const path = join(folder, "x.sh");
  const elsewhere = join(folder, "elsewhere");
  await mkdir(elsewhere);
  const other = join(elsewhere, "x.sh");
  const named = join(elsewhere, ".bashrc");
  await writeFile(other, "#!/bin/sh\ntheirs\n");
  await writeFile(named, "#!/bin/sh\n# x\nold\n");
  await mkdir(join(elsewhere, "folder"));
  for (const [target, what] of [
    [other, /is not a version of this file/],
    [named, /is not a version of this file/],
    [join(elsewhere, "nothing"), /leads nowhere/],
    [path, /leads in a circle/],
    [join(elsewhere, "folder"), /a folder/],
    ["/dev/null", /it is masked/],
  ] as const) {
    await symlink(target, path);
    const file = { path, text: "#!/bin/sh\n# x\nnew\n", mode: 0o700 };
    await expect(writeWhole(file)).rejects.toThrow(what);
    await expect(assertWritable(file)).rejects.toThrow(what);
    expect(await readlink(path)).toBe(target);
    await rm(path);
  }
  expect(await readFile(other, "utf8")).toBe("#!/bin/sh\ntheirs\n");
  expect(await readdir(elsewhere)).toEqual([".bashrc", "folder", "x.sh"]);
});

test("what a killed write left behind goes with the next one; that of a living one stays", async () => {
  const path = join(folder, "x.sh");
  const uuid = "01234567-89ab-cdef-0123-456789abcdef";
  const { pid: dead } = spawnSync("true");
  const living = `x.sh.${process.pid}.${uuid}.tmp`;
  for (const name of [`x.sh.${dead}.${uuid}.tmp`, living]) await writeFile(join(folder, name), "");
  await writeWhole({ path, text: "1", mode: 0o644 });
  expect(await readdir(folder)).toEqual(["x.sh", living]);
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

import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { watchFile, type FileWatcher } from "./watch-file.js";

describe("a file that is watched", () => {
  let folder: string;
  let calls: number;
  let watcher: FileWatcher;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "watch-file-"));
    calls = 0;
    watcher = watchFile(() => (calls += 1));
  });
  afterEach(() => {
    watcher.close();
    rmSync(folder, { recursive: true });
  });
  const told = async (times: number): Promise<void> =>
    void (await waitFor(() => calls >= times, { what: `${times} calls`, saw: () => calls }));

  test("written over, and replaced by another, as editors do", async () => {
    const file = join(folder, "roster.yaml");
    writeFileSync(file, "a");
    watcher.at(file);
    writeFileSync(file, "ab");
    await told(1);
    writeFileSync(`${file}.new`, "abc");
    rmSync(file);
    renameSync(`${file}.new`, file);
    await told(2);
    expect(calls).toBe(2);
  });

  test("behind a link to another folder", async () => {
    const file = join(folder, "dotfiles/roster.yaml");
    mkdirSync(join(folder, "dotfiles"));
    writeFileSync(file, "a");
    symlinkSync(file, join(folder, "link"));
    watcher.at(join(folder, "link"));
    writeFileSync(file, "ab");
    await told(1);
    expect(calls).toBe(1);
  });
});

import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { ensureRuntimeFolder, runtimeFolderFault } from "./runtime-folder.js";

test("nobody but its owner may replace or enter it, also where it is still to be made", async () => {
  const root = mkdtempSync(join(tmpdir(), "mosaic-fleet-runtime-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const parent = join(root, "parent");
  mkdirSync(parent);
  const runtime = join(parent, "mosaic-fleet");
  for (const [mode, isRefused] of [
    [0o700, false],
    [0o755, false],
    [0o1777, false],
    [0o1770, false],
    [0o770, true],
    [0o707, true],
    [0o777, true],
  ] as const) {
    chmodSync(parent, mode);
    for (const path of [runtime, join(parent, "not/there/mosaic-fleet")]) {
      const words = isRefused ? "lies in a folder in which others may replace it" : undefined;
      expect([mode, runtimeFolderFault({ runtime: path })?.what]).toEqual([mode, words]);
    }
    if (!isRefused) continue;
    await expect(ensureRuntimeFolder({ runtime })).rejects.toMatchObject({
      code: "Failed",
      remedy: expect.stringContaining("XDG_RUNTIME_DIR"),
    });
    expect(existsSync(runtime)).toBe(false);
  }
  chmodSync(parent, 0o755);
  mkdirSync(runtime);
  chmodSync(runtime, 0o750);
  expect(runtimeFolderFault({ runtime })).toEqual({
    what: "can be entered by others",
    remedy: `Run \`chmod 700 ${runtime}\`.`,
  });
  chmodSync(parent, 0o700);
  expect(runtimeFolderFault({ runtime })).toBeUndefined();
});

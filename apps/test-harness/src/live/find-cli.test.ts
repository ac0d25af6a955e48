import { chmodSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { scratchFolder } from "../../test/scratch-folder.js";
import { findCli, moduleRoot } from "./find-cli.js";

const root = realpathSync(scratchFolder("harness-find"));
afterAll(() => rmSync(root, { recursive: true }));

it("finds the command beside this one before the one on PATH, links followed", () => {
  const real = command("apps/cli/bin/mosaic-fleet.js");
  mkdirSync(join(root, "node_modules", ".bin"), { recursive: true });
  mkdirSync(join(root, "node_modules", "@mosaicstack"));
  symlinkSync(real, join(root, "node_modules", ".bin", "mosaic-fleet"));
  const onPath = command("elsewhere/mosaic-fleet");
  const env = { PATH: `:${join(root, "elsewhere")}` };
  expect(findCli(env, join(root, "apps", "harness", "dist"))).toBe(real);
  expect(findCli(env, "/")).toBe(onPath);
  expect(findCli({}, "/")).toBeUndefined();
  expect(moduleRoot(real)).toBe(root);
});

it("passes over what may not be run", () => {
  const file = command("plain/mosaic-fleet");
  chmodSync(file, 0o644);
  expect(findCli({ PATH: join(root, "plain") }, "/")).toBeUndefined();
});

function command(path: string): string {
  const file = join(root, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, "#!/bin/sh\n", { mode: 0o755 });
  return file;
}

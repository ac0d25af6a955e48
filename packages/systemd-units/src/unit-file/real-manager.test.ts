import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { HANG_MS } from "@mosaicstack/systemd-sandbox/testing";
import { expect, test } from "vitest";
import { openUserManager } from "../manager/open-user-manager.js";
import { dropInDirectories } from "./drop-in-directories.js";
import { mergeUnits, type UnitText } from "./merge-units.js";

test("drop-ins merge as the manager merges them", async () => {
  await using sandbox = await openSandbox({ deadlineMs: HANG_MS });
  const manager = openUserManager({ prefix: sandbox.enter, env: sandbox.env, deadlineMs: HANG_MS });
  const high = join(sandbox.home, ".config/systemd/user");
  const low = join(sandbox.home, ".local/share/systemd/user");
  const name = "one-two@x.service";
  const files: UnitText[] = [
    {
      path: join(high, "one-two@.service"),
      text: "[Service]\nExecStart=/bin/true\nEnvironment=main\n",
    },
  ];
  for (const folder of [high, low])
    for (const [index, directory] of dropInDirectories(name).entries())
      // Each name stands in several directories, so that hiding and order both count.
      for (const file of [
        `${String(index % 2)}.conf`,
        `${String(9 - index)}.conf`,
        "all.conf",
        `${folder === low ? "low" : "high"}.conf`,
      ]) {
        const path = join(folder, directory, file);
        files.push({
          path,
          text: `[Unit]\nDescription=${path}\n[Service]\nEnvironment=V${String(files.length)}=${path}\n`,
        });
      }
  files.push({
    path: join(high, "one-two@x.service.d/3reset.conf"),
    text: "[Service]\nEnvironment=\n[Unit]\nAfter=\n",
  });
  for (const { path, text } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  await manager.reload();
  const merged = mergeUnits(files, { name });
  const seen = (
    await manager.properties([name], ["Description", "Environment", "DropInPaths", "FragmentPath"])
  ).get(name);
  expect(merged.files.slice(1).map(({ path }) => path)).toEqual(seen?.DropInPaths.split(" "));
  expect(merged.main).toBe(seen?.FragmentPath);
  expect(merged.get("Unit", "Description")?.value).toBe(seen?.Description);
  expect(merged.list("Service", "Environment").map(({ value }) => value)).toEqual(
    seen?.Environment.split(" "),
  );
  expect(merged.ignored.length).toBeGreaterThan(5);
});

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openSandbox } from "@mosaicstack/systemd-sandbox";
import { HANG_MS, sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { describe, expect, test } from "vitest";
import { guideBlocks } from "./testing/guide.js";
import { walk } from "./testing/guide-walk.js";
import { guides, underSystemd } from "./testing/guides.js";
import { installInto } from "./testing/installed.js";
import { equip, OF_EVERYBODY } from "./testing/reader.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("guides, beside a real user manager", () => {
  const keep = [OF_EVERYBODY.CLONE, dirname(process.execPath)];

  test.each([...underSystemd])("every block of docs/guides/%s does what it says", async (name) => {
    await using sandbox = await openSandbox({ deadlineMs: HANG_MS, keep });
    const { enter, home, env } = sandbox;
    // Where nobody lingers yet, whoever does outside.
    await sandbox.smallDisk("/var/lib/systemd", 1024 * 1024);
    // It goes with the sandbox, however that ends.
    const folder = join(home, "../program");
    mkdirSync(folder);
    const bin = equip(folder, await installInto(folder));
    // What the manager does not know, a login shell does.
    writeFileSync(join(home, ".profile"), `PATH="${bin}:$PATH"\n`);
    const own = { ...OF_EVERYBODY, ...env, PATH: `${bin}:${env["PATH"]}` };
    const blocks = guideBlocks(guides[name] ?? "");
    expect(blocks.length).toBeGreaterThan(0);
    await walk({ home, env: own, enter }, blocks);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxFixture, sandboxObstacle } from "./testing.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped: ${obstacle}`);
const folder = mkdtempSync(join(tmpdir(), "mosaic-collected-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(obstacle !== undefined)("what is collected of a sandbox", () => {
  const fixture = sandboxFixture({ beforeAll, afterAll });
  const collected = (name: string, ...path: readonly string[]): string =>
    readFileSync(join(folder, name, ...path), "utf8");

  beforeAll(async () => {
    const { sandbox } = fixture;
    await sandbox.smallDisk(join(sandbox.home, ".local/state/mosaic"), 40 * 1024 * 1024);
    const script = `set -e
      mkdir -p .config/systemd/user/default.target.wants .config/mosaic/agents .local/state/mosaic/many
      printf '[Service]\\nExecStart=sleep 6001\\n' >.config/systemd/user/nap.service
      ln -s ../nap.service .config/systemd/user/default.target.wants/
      for name in a.env .env agents/b.env.bak; do echo "TOKEN=hush" >.config/mosaic/$name; done
      echo "agents: {}" >.config/mosaic/roster.yaml
      ln -s /etc/passwd .config/mosaic/passwd; ln -s / .config/mosaic/everything
      mkfifo .config/mosaic/pipe; mkdir .config/mosaic/c.env; echo hush >.config/mosaic/c.env/inner
      cd .local/state/mosaic
      seq 100000 >long.log; echo "name with a
line" >"odd
name"; ln -s loop loop
      systemctl --user daemon-reload; systemctl --user start nap`;
    await sandbox.exec("sh", ["-c", script], { reject: true });
  });

  test("are the units, settings, state, log, status and processes", async () => {
    await fixture.sandbox.collect(join(folder, "all"));
    expect(collected("all", "home/.config/systemd/user/nap.service")).toContain("sleep 6001");
    expect(collected("all", "home/.config/mosaic/roster.yaml")).toBe("agents: {}\n");
    expect(collected("all", "home/.local/state/mosaic/odd\nname")).toBe("name with a\nline\n");
    expect(collected("all", "manager.log")).toContain("nap.service");
    expect(collected("all", "status.txt")).toMatch(/nap\.service[^]*active \(running\)/);
    expect(collected("all", "processes.txt")).toMatch(
      /\tmanager\/app\.slice\/nap\.service\tsleep 6001\n/,
    );
  });

  test("hold no secret, no link and nothing that is no file, and say so", () => {
    const everything = readdirSync(folder, { recursive: true, withFileTypes: true });
    expect(everything.filter((entry) => !entry.isFile() && !entry.isDirectory())).toEqual([]);
    const files = everything.filter((entry) => entry.isFile());
    const texts = files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
    expect(texts.filter((text) => text.includes("hush") || text.includes("root:x:"))).toEqual([]);
    expect(
      files.every((entry) => (statSync(join(entry.parentPath, entry.name)).mode & 0o77) === 0),
    ).toBe(true);
    expect(collected("all", "notes.txt").split("\n")).toEqual(
      expect.arrayContaining([
        ".config/systemd/user/default.target.wants/nap.service -> ../nap.service",
        ".config/mosaic/a.env: left out, it holds secrets",
        ".config/mosaic/.env: left out, it holds secrets",
        ".config/mosaic/agents/b.env.bak: left out, it holds secrets",
        ".config/mosaic/c.env: left out, it holds secrets",
        ".config/mosaic/passwd -> /etc/passwd",
        ".config/mosaic/everything -> /",
        ".config/mosaic/pipe: left out, it is no file",
        ".local/state/mosaic/loop -> loop",
      ]) as string[],
    );
  });

  test("are bounded: the end of a long file, and not too many", async () => {
    const long = collected("all", "home/.local/state/mosaic/long.log");
    expect(long).toMatch(/^\[\d+ bytes before this are left out\]\n/);
    expect(long).toMatch(/\n100000\n$/);
    const { sandbox } = fixture;
    const script =
      "cd .local/state/mosaic/many; seq 2500 | xargs touch; for i in $(seq 90); do seq 60000 >$i; done";
    await sandbox.exec("sh", ["-c", script], { reject: true });
    await sandbox.collect(join(folder, "many"), { home: [".local/state/mosaic"] });
    const many = join(folder, "many/home/.local/state/mosaic/many");
    const sizes = readdirSync(many).map((name) => statSync(join(many, name)).size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(20 * 1024 * 1024);
    expect(collected("many", "notes.txt")).toMatch(/the rest is left out\n$/);
  });

  test("come also from a manager that does not answer any more, and from behind a link nothing", async () => {
    const { sandbox } = fixture;
    process.kill(sandbox.managerPid, "SIGKILL");
    await sandbox.exec("sh", ["-c", "mv .config elsewhere; ln -s elsewhere .config"], {
      reject: true,
    });
    await sandbox.collect(join(folder, "dead"));
    expect(collected("dead", "status.txt")).toMatch(/Failed to|did not answer/);
    expect(collected("dead", "notes.txt")).toContain(".config: a link, and so not looked into\n");
    expect(readdirSync(join(folder, "dead/home"))).toEqual([".local"]);
  });
});

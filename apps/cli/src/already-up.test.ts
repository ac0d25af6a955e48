import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { expect, test } from "vitest";
import { bundleInto, openScratch } from "./testing/scratch.js";

test("an `up` that has nothing to do is a look; one that has something reads the roster and does it", async () => {
  const away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  try {
    const program = await bundleInto(away.directory);
    const me = openScratch(program, away);
    me.writeRoster(
      "version: 1\nsocket_name: mosaic-fleet\ndefaults: { runtime: command, command: [sleep, '1000'] }\nagents: [{ name: one }, { name: two }]\n",
    );
    const up = async () => await me.run(["--supervisor", "tmux", "up", "--json"]);
    const outcomes = (text: string) =>
      (JSON.parse(text) as { agents: { outcome: string }[] }).agents.map(({ outcome }) => outcome);
    expect(outcomes((await up()).stdout)).toEqual(["started", "started"]);

    const chunks = readdirSync(dirname(program)).map((name) => join(dirname(program), name));
    const readers = chunks.filter((path) =>
      /YAMLParseError|ZodError/.test(readFileSync(path, "utf8")),
    );
    expect(readers).not.toEqual([]);
    for (const path of readers) renameSync(path, `${path}.away`);
    const again = await up();
    expect({ ...again, stdout: outcomes(again.stdout) }).toEqual({
      code: 0,
      stdout: ["running", "running"],
      stderr: "",
    });
    for (const path of readers) renameSync(`${path}.away`, path);

    // A file that all need, and an agent that was stopped
    writeFileSync(join(me.home, ".config/mosaic/tools/fleet/read-pane.sh"), "edited\n");
    const mended = await up();
    expect(mended.stderr).toContain("wrote 1 file");
    await me.run(["--supervisor", "tmux", "stop", "two"]);
    expect(outcomes((await up()).stdout)).toEqual(["running", "started"]);
    await me.run(["--yes", "down", "--force"]);
  } finally {
    await away.close();
  }
});

import { readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { openThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { expect, test } from "vitest";
import { bundleInto, openScratch } from "./testing/scratch.js";

test("a status after another one loads neither what reads YAML nor what judges it", async () => {
  const away = await openThrowAwayTmux({ start: false, env: { PATH: process.env["PATH"] } });
  try {
    const program = await bundleInto(away.directory);
    const me = openScratch(program, away);
    const roster = "version: 1\nagents: [{ name: one, runtime: command, command: [sleep, '9'] }]\n";
    me.writeRoster(roster);
    const status = async () => await me.run(["--supervisor", "tmux", "status", "--json"]);
    const first = await status();
    expect(first).toMatchObject({ code: 3, stderr: "" });

    const chunks = readdirSync(dirname(program)).map((name) => join(dirname(program), name));
    const readers = chunks.filter((path) =>
      /YAMLParseError|ZodError/.test(readFileSync(path, "utf8")),
    );
    expect(readers).not.toEqual([]);
    for (const path of readers) rmSync(path);
    expect(await status()).toEqual(first);

    me.writeRoster(`${roster}# other words\n`);
    expect((await status()).stdout).toContain("Cannot find module");
  } finally {
    await away.close();
  }
});

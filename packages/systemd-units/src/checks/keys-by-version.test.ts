import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { systemdVersion } from "../manager/systemd-version.js";
import { NEWEST_KNOWN_VERSION } from "../newest-known-version.js";
import { keysOf, REMOVED, SECTIONS } from "./keys-by-version.js";

const systemd =
  ["/usr/lib/systemd/systemd", "/lib/systemd/systemd"].find((path) => existsSync(path)) ??
  "systemd";

test("the table holds the settings of the installed systemd", async (context) => {
  const version = (await systemdVersion()) ?? Infinity;
  context.skip(version > NEWEST_KNOWN_VERSION, `systemd ${String(version)} is not in the table`);
  const dump = execFileSync(systemd, ["--dump-configuration-items"], { encoding: "utf8" });
  const installed = new Map<string, string[]>();
  for (const block of dump.split(/^\[/m).slice(1))
    installed.set(
      block.slice(0, block.indexOf("]")),
      [...block.matchAll(/^(\w+)=/gm)].map((match) => match[1] ?? ""),
    );
  for (const section of SECTIONS) {
    const known = [...(keysOf(section) ?? [])]
      .filter(([key, since]) => since <= version && version < (REMOVED.get(key) ?? Infinity))
      .map(([key]) => key);
    expect([section, ...known.toSorted()]).toEqual([
      section,
      ...(installed.get(section) ?? []).toSorted(),
    ]);
  }
});

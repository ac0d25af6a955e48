import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { sandboxFixture, sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mosaic, systemdBed } from "./testing/bed.js";
import { faultOf } from "./testing/judge.js";
import { bundleInto } from "./testing/scratch.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) {
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);
}

describe.skipIf(obstacle !== undefined)("the journal of a unit, into which agents write", () => {
  const keep = [join(import.meta.dirname, "../../.."), dirname(process.execPath)];
  const fixture = sandboxFixture({ beforeAll, afterAll }, { keep });

  test("acts on no terminal, and is read within bounds", async () => {
    const { sandbox } = fixture;
    // It goes with the sandbox, however that ends.
    const folder = join(sandbox.home, "program");
    mkdirSync(folder);
    const bed = systemdBed(await bundleInto(folder), sandbox);
    const bin = join(sandbox.home, "stand-ins");
    mkdirSync(bin);
    const words = "\u001B]52;c;QQ==\u0007\u001B[2J\u009B31m\u202Eevil\u007F\r\u0008";
    const common = { __CURSOR: "s=1", __REALTIME_TIMESTAMP: "1764172800000000", PRIORITY: "6" };
    const entries = [
      { ...common, MESSAGE: `${words}first`, SYSLOG_IDENTIFIER: `sh${words}` },
      { ...common, MESSAGE: [...Buffer.from(`\xff\xfe${words}second`, "latin1")] },
      { ...common, MESSAGE: `third${"x".repeat(3_000_000)}` },
      { ...common, MESSAGE: "last" },
    ];
    writeFileSync(
      join(bin, "entries"),
      entries.map((each) => `${JSON.stringify(each)}\n`).join(""),
    );
    writeFileSync(join(bin, "journalctl"), `#!/bin/sh\nexec cat "\${0%/*}/entries"\n`);
    chmodSync(join(bin, "journalctl"), 0o755);
    const env = { PATH: `${bin}:${sandbox.env["PATH"] ?? "/usr/bin:/bin"}` };

    expect(await mosaic(bed, ["up", "--supervisor", "systemd"])).toMatchObject({ code: 0 });
    for (const more of [[], ["--json"]]) {
      const shown = await mosaic(bed, ["logs", "canary", "--unit", ...more], { env });
      expect(faultOf(shown)).toBeUndefined();
      expect(shown).toMatchObject({ code: 0 });
      for (const word of ["first", "second", "last"]) expect(shown.stdout).toContain(word);
    }
    expect(await mosaic(bed, ["down"])).toMatchObject({ code: 0 });
  });
});

import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import { canaries } from "../../test/scratch.js";
import type { DoctorDocument } from "../documents/doctor.js";
import type { StatusDocument } from "../documents/status.js";
import type { CheckedRoster } from "../files/roster-file.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped, no sandbox for a user manager: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("a drop-in with one line that breaks an agent", () => {
  const fleet = sandboxedFleet({ beforeAll, afterAll });
  const units = (): string => join(fleet.sandbox.home, ".config/systemd/user");
  beforeAll(async () => {
    await writeFile(fleet.roster, canaries(["cod"]));
    await fleet.verb("up");
  });

  const write = async (folder: string, line: string): Promise<string> => {
    const file = join(units(), folder, "90-mine.conf");
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `[Service]\n${line}\n`);
    await fleet.systemctl("daemon-reload");
    return file;
  };
  const doctor = async (): Promise<DoctorDocument["findings"]> =>
    (await fleet.verb<DoctorDocument>("doctor")).findings.filter(({ id }) =>
      /^(?:unit-setting|agent-drop-in)$/.test(id),
    );
  const drift = async (): Promise<string[]> =>
    (await fleet.verb<StatusDocument>("status")).agents.flatMap((agent) =>
      agent.drift.map(({ kind, message }) => `${kind}: ${message}`),
    );
  const validate = async (): Promise<readonly string[]> =>
    (await fleet.verb<CheckedRoster[]>("validate")).flatMap(({ environment }) =>
      environment.map(({ file, line, message, code }) => `${file}:${line}: ${message} (${code})`),
    );

  test.each([
    ["RuntimeDirectory=foo", "MF518"],
    ["WatchdogSec=5", "MF519"],
    ["PrivateTmp=yes", "MF521"],
    ["ProtectHome=yes", "MF521"],
  ])("%s: doctor, status and validate say the same, with the file's line", async (line, code) => {
    const file = await write("mosaic-agent@cod.service.d", line);
    const [found, ...more] = await doctor();
    expect(more).toEqual([]);
    expect(found).toMatchObject({ id: "unit-setting", severity: "error" });
    expect(found?.what).toMatch(`${file}:2: `);
    expect(found?.what).toMatch(new RegExp(`\\(${code}\\)$`));
    expect(await drift()).toEqual([`drop-in: is broken by ${found?.what}`]);
    expect(await validate()).toEqual([found?.what]);
    await rm(file);
  });

  test("what the roster says otherwise as well is told once, as that", async () => {
    const file = await write("mosaic-agent@.service.d", "Restart=no");
    expect((await doctor()).map(({ id }) => id)).toEqual(["agent-drop-in"]);
    expect(await drift()).toEqual([
      `drop-in: has \`Restart=\` from ${file}:2, not from the fleet's unit and roster`,
    ]);
    expect((await validate()).join()).toContain("MF507");
    await rm(file);
  });

  test("what systemd ignores breaks nothing: no drift, and doctor names it; one of the holder too", async () => {
    const agent = await write("mosaic-agent@cod.service.d", "NoSuchKey=1");
    const holder = await write("mosaic-tmux-holder.service.d", "OOMPolicy=stop");
    expect((await doctor()).map(({ id, what }) => `${id} ${what}`)).toEqual([
      `unit-setting ${agent}:2: \`NoSuchKey=\` is no setting of \`[Service]\` (MF102)`,
      `unit-setting ${holder}:2: The holder has no \`OOMPolicy=continue\` (MF504)`,
    ]);
    expect(await drift()).toEqual([]);
    expect(await validate()).toHaveLength(1);
    await rm(agent);
    await rm(holder);
  });
});

import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import { canaries } from "../../test/scratch.js";
import type { DoctorDocument } from "../documents/doctor.js";
import type { StatusDocument } from "../documents/status.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped, no sandbox for a user manager: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("units that are not as ours are", () => {
  const fleet = sandboxedFleet({ beforeAll, afterAll });
  const units = (): string => join(fleet.sandbox.home, ".config/systemd/user");
  beforeAll(async () => {
    await writeFile(fleet.roster, canaries(["cod", "coder"], ", env: { SAID: roster }"));
    await fleet.verb("up");
  });

  const drifts = async (): Promise<Record<string, string[]>> => {
    const { agents } = await fleet.verb<StatusDocument>("status");
    const tell = ({ kind, target, message }: StatusDocument["agents"][number]["drift"][number]) =>
      `${kind} ${target}: ${message}`.replaceAll(units(), "UNITS");
    return Object.fromEntries(agents.map(({ name, drift }) => [name, drift.map(tell)]));
  };
  const findings = async (verb: "doctor" | "fix"): Promise<string[]> =>
    (await fleet.verb<DoctorDocument>(verb)).findings
      .filter(({ id }) => /reload|drop-in|held/.test(id))
      .map(({ id, fixable, fixed }) => `${id} ${fixable} ${fixed ?? "-"}`);
  const write = async (path: string, text: string): Promise<string> => {
    const file = join(units(), path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  };

  test("changed since it was read: one reload mends it, and what it brings to light is told", async () => {
    const every = await write(
      "mosaic-agent@.service.d/90-mine.conf",
      "[Service]\nRestart=no\nEnvironment=SAID=mine OWN=mine\nLimitNOFILE=2000\n",
    );
    const one = await write(
      "mosaic-agent@cod.service.d/60-mine.conf",
      "[Service]\nExecStart=\nExecStart=/bin/false\nEnvironmentFile=\n",
    );
    // No say of its own: the same as ours, or of nothing that we say.
    await write("service.d/any.conf", "[Service]\nKillMode=mixed\nMemoryMax=7G\n");
    // Of `coder` by folders alone that are new, which systemd itself does not say.
    expect(await fleet.show("mosaic-agent@coder.service", "NeedDaemonReload")).toBe("no");
    const stale = (name: string): string =>
      `reload mosaic-agent@${name}.service: has a unit that systemd has not read since it changed: \`mosaic-fleet apply\` reads it`;
    const both = await drifts();
    expect(both["cod"]).toContain(stale("cod"));
    expect(both["coder"]).toContain(stale("coder"));
    expect(JSON.stringify(both)).not.toContain("drop-in UNITS");
    expect(await findings("doctor")).toEqual(["unit-needs-reload true -"]);
    expect((await findings("fix"))[0]).toBe("unit-needs-reload true true");
    expect(await fleet.show("mosaic-agent@coder.service", "NeedDaemonReload")).toBe("no");
    const ofEvery = [
      "drop-in UNITS/mosaic-agent@.service.d/90-mine.conf: has `Restart=` from UNITS/mosaic-agent@.service.d/90-mine.conf:2, not from the fleet's unit and roster",
      "drop-in UNITS/mosaic-agent@.service.d/90-mine.conf: has `SAID` from UNITS/mosaic-agent@.service.d/90-mine.conf:3, and the roster gives it otherwise",
    ];
    const found = await drifts();
    expect(found["coder"]).toEqual(ofEvery);
    expect(found["cod"]?.toSorted()).toEqual([
      ...ofEvery,
      "drop-in UNITS/mosaic-agent@cod.service.d/60-mine.conf: has `EnvironmentFile=` from UNITS/mosaic-agent@cod.service.d/60-mine.conf:4, not from the fleet's unit and roster",
      "drop-in UNITS/mosaic-agent@cod.service.d/60-mine.conf: has `ExecStart=` from UNITS/mosaic-agent@cod.service.d/60-mine.conf:2, not from the fleet's unit and roster",
    ]);
    expect(await findings("doctor")).toEqual(Array(6).fill("agent-drop-in false -"));
    await rm(every);
    await rm(one);
    expect(await findings("fix")).toEqual(["unit-needs-reload true true"]);
    expect(await drifts()).toEqual({ cod: [], coder: [] });
  });

  test("a server on the fleet's socket that the holder does not hold", async () => {
    await fleet.systemctl("stop", "mosaic-fleet.target", "mosaic-tmux-holder.service");
    await waitFor(
      async () => (await fleet.show("mosaic-agent@cod.service", "ActiveState")) === "inactive",
      { what: "the agents to end" },
    );
    const tmux = async (...argv: string[]): Promise<void> =>
      void (await fleet.sandbox.exec("tmux", ["-L", "mosaic-fleet", ...argv], { reject: true }));
    await tmux("new-session", "-d", "-s", "mine", "sleep 1000");
    expect((await drifts())["cod"]?.join("\n")).toMatch(
      /^server mosaic-tmux-holder.service: has a tmux server .pid \d+. that .* does not hold/m,
    );
    expect(await findings("doctor")).toEqual(["server-not-held false -"]);
    await tmux("kill-server");
    await fleet.verb("up");
    expect(await findings("doctor")).toEqual([]);
  });
});

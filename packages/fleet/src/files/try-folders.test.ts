import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import { canaries, openScratch, type Scratch } from "../../test/scratch.js";
import { doctor } from "../doctor/doctor.js";
import { openFleet } from "../open-fleet.js";
import { fleetPaths } from "./paths.js";
import { tryFolders } from "./try-folders.js";
import type { AgentDelivery } from "../documents/deliveries.js";
import type { DoctorDocument } from "../documents/doctor.js";
import type { StatusDocument } from "../documents/status.js";

describe("folders that cannot be written", () => {
  let scratch: Scratch;
  beforeEach(async () => {
    scratch = await openScratch();
  });
  afterEach(async () => {
    await scratch.close();
  });

  test("a trial leaves nothing behind, and makes no folder", async () => {
    const paths = fleetPaths(scratch.env);
    expect(await tryFolders(paths)).toEqual([]);
    await mkdir(paths.state, { recursive: true });
    expect(await tryFolders(paths)).toEqual([]);
    expect(await readdir(paths.state)).toEqual([]);
    expect(await readdir(join(scratch.env["HOME"] ?? ""))).toEqual([".local"]);
  });

  test.each(["state", "runtime", "config", "units"] as const)(
    "a file where the %s folder, or one above it, should stand",
    async (which) => {
      const refused = which === "runtime";
      const folder = fleetPaths(scratch.env)[which];
      for (const place of which === "config" ? [folder] : [folder, dirname(folder)]) {
        await rm(place, { recursive: true, force: true });
        await mkdir(dirname(place), { recursive: true });
        await writeFile(place, "in the way");
        const { findings } = await doctor({ env: scratch.env, supervisor: "tmux" });
        const id = refused ? "runtime-folder-refused" : "folder-not-writable";
        const found = findings.filter((each) => each.id === id);
        const words = refused ? "(is a file, no folder|cannot be used)" : "cannot be written";
        expect(found.map(({ what }) => what)).toEqual([
          expect.stringMatching(`${folder} ${words}.*`),
        ]);
        await rm(place);
      }
    },
  );

  test.each(["agents", "sessions", "stopped", "agents/mosaic-fleet/cod/queue"])(
    "a file where %s of the state folder should stand is found, though the state folder takes all",
    async (name) => {
      const { config, state, roster } = fleetPaths(scratch.env);
      await mkdir(config, { recursive: true });
      await writeFile(roster, canaries(["cod"]));
      const place = join(state, name);
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, "in the way");
      const { findings } = await doctor({ env: scratch.env, supervisor: "tmux" });
      const found = findings.filter(({ id }) => id === "folder-not-writable");
      expect(found).not.toEqual([]);
      for (const { severity, what } of found) {
        expect(severity).toBe("error");
        expect(what).toMatch(new RegExp(`^the state folder ${place}(/\\S+)? cannot be written: `));
      }
      expect(await readFile(place, "utf8")).toBe("in the way");
    },
  );

  test("what fails is told of the folder in which it was to be written, not of another in trouble", async () => {
    const { config, state, roster, units } = fleetPaths(scratch.env);
    await mkdir(config, { recursive: true });
    await writeFile(roster, canaries(["cod", "dab"]));
    const fleet = await openFleet({ env: scratch.env, supervisor: "tmux" });
    await fleet.up();
    await mkdir(dirname(units), { recursive: true });
    await writeFile(units, "in the way");
    const queue = join(state, "agents/mosaic-fleet/cod/queue");
    await rm(queue, { recursive: true });
    await writeFile(queue, "in the way");
    const { deliveries: sent } = await fleet.send(["cod", "dab"], "hello");
    expect(sent.map(({ agent, outcome }) => [agent, outcome === "failed"])).toEqual([
      ["cod", true],
      ["dab", false],
    ]);
    expect(sent[0]?.reason).toBe(
      `${queue} is no folder. Look at it with \`ls -ld ${queue}\`, then remove it.`,
    );
  });
});

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped, no sandbox for a user manager: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("a disk that is full", () => {
  const fleet = sandboxedFleet({ beforeAll, afterAll });
  const state = (): string => join(fleet.sandbox.home, ".local/state");
  const fill = async (): Promise<void> => {
    await fleet.sandbox.exec("sh", ["-c", `cat /dev/zero > ${state()}/fill 2>/dev/null; true`]);
  };

  test("doctor and send name it and what to do; status goes on", async () => {
    await writeFile(fleet.roster, canaries(["cod"]));
    await mkdir(state(), { recursive: true });
    await fleet.sandbox.smallDisk(state(), 256 * 1024);
    await fleet.verb("up");
    const found = async (): Promise<string[]> =>
      (await fleet.verb<DoctorDocument>("doctor")).findings
        .filter(({ id }) => id === "folder-not-writable")
        .map(({ severity, what, remedy }) => `${severity} ${what} | ${remedy}`);
    expect(await found()).toEqual([]);
    await fill();
    const folder = join(state(), "mosaic/fleet");
    expect(await found()).toEqual([
      `error the state folder ${folder} cannot be written: no space is left (ENOSPC) | ` +
        `Free space there; \`df -h ${folder}\` and \`df -i ${folder}\` show what is full.`,
    ]);
    const [sent] = await fleet.verb<AgentDelivery[]>("send", "cod");
    expect(sent).toMatchObject({ agent: "cod", outcome: "failed" });
    expect(sent?.reason).toContain(`${folder} cannot be written: no space is left (ENOSPC). Free`);
    const { agents } = await fleet.verb<StatusDocument>("status");
    expect(agents.map(({ lifecycle, drift }) => [lifecycle, drift])).toEqual([["active", []]]);
    await fleet.sandbox.exec("rm", [join(state(), "fill")]);
    expect(await found()).toEqual([]);
    const channel = join(folder, "agents/mosaic-fleet/cod");
    await fleet.sandbox.smallDisk(join(channel, "queue"), 64 * 1024);
    const filler = join(channel, "queue/.fill");
    await fleet.sandbox.exec("sh", ["-c", `cat /dev/zero > ${filler} 2>/dev/null; true`]);
    expect(await found()).toEqual([
      expect.stringContaining(
        `error the state folder ${channel}/queue cannot be written: no space`,
      ),
    ]);
  });
});

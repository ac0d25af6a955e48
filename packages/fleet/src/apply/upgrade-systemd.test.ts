import { appendFile, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import { canaries } from "../../test/scratch.js";
import type { DoctorDocument } from "../documents/doctor.js";
import type { PlanDocument } from "../documents/plan.js";
import type { StatusDocument } from "../documents/status.js";
import { digest } from "../files/digest.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped, no sandbox for a user manager: ${obstacle}`);

describe.skipIf(obstacle !== undefined)(
  "a set that an earlier version installed and started",
  () => {
    const fleet = sandboxedFleet({ beforeAll, afterAll });
    const at = (path: string): string => join(fleet.sandbox.home, path);
    const state = ".local/state/mosaic/fleet";
    const units = ".config/systemd/user";
    const tools = ".config/mosaic/tools/fleet";

    const older = async (path: string): Promise<void> => {
      await appendFile(at(path), "# of an earlier version\n");
      const known = digest(await readFile(at(path), "utf8"));
      await note((line) =>
        line.endsWith(` ${basename(path)}`) ? `${known} ${basename(path)}` : line,
      );
    };
    const notYet = async (path: string): Promise<void> => {
      await rm(at(path));
      await note((line) => (line.endsWith(` ${basename(path)}`) ? "" : line));
    };
    const note = async (change: (line: string) => string): Promise<void> => {
      const lines = (await readFile(at(`${state}/shipped`), "utf8")).split("\n").map(change);
      await writeFile(
        at(`${state}/shipped`),
        lines
          .filter(Boolean)
          .map((line) => `${line}\n`)
          .join(""),
      );
    };
    const pids = async (): Promise<string[]> => [
      await fleet.show("mosaic-agent@cod.service", "MainPID"),
      await fleet.show("mosaic-tmux-holder.service", "MainPID"),
    ];
    const plan = async (): Promise<string[]> =>
      (await fleet.verb<PlanDocument>("plan")).changes.map(
        ({ action, target, reason }) => `${action} ${basename(target)}: ${reason}`,
      );
    const told = async (): Promise<string[]> =>
      (await fleet.verb<DoctorDocument>("doctor")).findings
        .filter(({ id }) => /shipped|script|agent/.test(id))
        .map(({ id, severity }) => `${severity} ${id}`);
    const drifted = async (): Promise<number> =>
      (await fleet.verb<StatusDocument>("status")).summary.drifted;

    beforeAll(async () => {
      await writeFile(fleet.roster, canaries(["cod"]));
      await fleet.verb("up");
      await older(`${units}/mosaic-agent@.service`);
      await older(`${units}/mosaic-tmux-holder.service`);
      await older(`${tools}/start-agent-session.sh`);
      await notYet(`${units}/mosaic-idle@.timer`);
      await notYet(`${tools}/let-sleep.sh`);
      const started = at(`${state}/started/mosaic-fleet/cod`);
      const text = await readFile(started, "utf8");
      await writeFile(started, text.replace(/^shipped .*$/m, `shipped ${digest("earlier")}`));
      await fleet.systemctl("daemon-reload");
    });

    test("is shown as such, and nobody is touched for it", async () => {
      const before = await pids();
      expect(await plan()).toEqual([
        "update start-agent-session.sh: is of another version",
        "create let-sleep.sh: is new in this version",
        "update mosaic-agent@.service: is of another version",
        "create mosaic-idle@.timer: is new in this version",
        "update mosaic-tmux-holder.service: is of another version",
        "restart mosaic-agent@cod.service: runs with the launcher of another version",
      ]);
      expect((await fleet.verb<PlanDocument>("plan")).summary.differs).toBe(false);
      expect([await drifted(), await told()]).toEqual([
        0,
        ["info shipped-other-version", "info shipped-other-version"],
      ]);

      await fleet.verb("apply");
      expect(await pids()).toEqual(before);
      expect(await plan()).toEqual([
        "restart mosaic-agent@cod.service: runs with the launcher of another version",
      ]);
      expect([await drifted(), await told()]).toEqual([0, ["info shipped-other-version"]]);
    });

    test("a restart by name gives the agent this version's launcher, and leaves the server alone", async () => {
      const [agent, holder] = await pids();
      await fleet.verb("restart", "cod");
      const [later, same] = await pids();
      expect(later).not.toBe(agent);
      expect(same).toBe(holder);
      expect([await plan(), await told()]).toEqual([[], []]);
    });

    test("what is gone that this version had put there counts", async () => {
      await rm(at(`${units}/mosaic-idle@.timer`));
      await fleet.systemctl("daemon-reload");
      expect(await plan()).toEqual(["create mosaic-idle@.timer: is not there"]);
      expect(await told()).toEqual(["warning shipped-missing"]);
      await fleet.verb("apply");
      expect(await plan()).toEqual([]);
    });
  },
);

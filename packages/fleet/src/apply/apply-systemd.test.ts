import { existsSync } from "node:fs";
import { appendFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import type { ApplyDocument, PlanDocument } from "../documents/plan.js";
import type { AgentReport } from "../documents/reports.js";
import type { StatusDocument } from "../documents/status.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

const head = `version: 1
name: test
socket_name: mosaic-fleet
defaults: { runtime: command, command: [sleep, "1000"], ready: { quiet: 100ms } }
agents:
`;

describe.skipIf(obstacle !== undefined)("plan and apply under a real user manager", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });
  const { verb, show, systemctl } = fixture;
  const units = (): string => join(fixture.sandbox.home, ".config/systemd/user");
  const write = async (...agents: readonly string[]): Promise<void> =>
    await writeFile(fixture.roster, `${head}${agents.map((each) => `  - ${each}\n`).join("")}`);
  const plan = async (): Promise<string[]> =>
    (await verb<PlanDocument>("plan")).changes.map(
      ({ action, kind, target, reason }) => `${action} ${kind} ${basename(target)}: ${reason}`,
    );
  const basename = (path: string): string => path.replace(`${units()}/`, "");
  const apply = async (...words: readonly string[]): Promise<Record<string, string>> => {
    const { changes } = await verb<ApplyDocument>("apply", ...words);
    return Object.fromEntries(
      changes.map(({ action, kind, target, outcome }) => [
        `${action} ${kind} ${basename(target)}`,
        outcome,
      ]),
    );
  };
  const panes = async (): Promise<(number | undefined)[]> =>
    (await verb<StatusDocument>("status")).agents.map(({ pane }) => pane?.pid);
  const drift = async (): Promise<string[]> =>
    (await verb<StatusDocument>("status")).agents.flatMap((agent) =>
      agent.drift.map(({ kind }) => `${agent.name} ${kind}`),
    );

  test("a new machine: all is written, linked and started, and then nothing is left", async () => {
    await write("name: a", "name: b");
    const outcomes = await apply();
    expect(outcomes).toMatchObject({
      "create file mosaic-agent@a.service.d/50-roster.conf": "done",
      "create link mosaic-agent@b.service": "done",
      "start unit mosaic-agent@b.service": "done",
    });
    expect(new Set(Object.values(outcomes))).toEqual(new Set(["done"]));
    expect(await plan()).toEqual([]);
    expect(await drift()).toEqual([]);
  });

  test("limits and the restart policy hold at once, arguments from a restart on", async () => {
    const before = await panes();
    await write(
      'name: a\n    args: ["1"]',
      "name: b\n    limits: { tasks_max: 99 }\n    restart: { delay: 7s }",
    );
    expect(await plan()).toMatchInlineSnapshot(`
      [
        "update file mosaic-agent@a.service.d/50-roster.conf: the roster says otherwise",
        "update file mosaic-agent@b.service.d/50-roster.conf: the roster says otherwise",
        "restart unit mosaic-agent@a.service: runs with another \`args\`",
      ]
    `);
    expect(await drift()).toEqual(["a file", "a settings", "b file"]);
    expect(await apply("none")).toMatchObject({ "restart unit mosaic-agent@a.service": "left" });
    expect(await show("mosaic-agent@b.service", "TasksMax")).toBe("99");
    expect(await show("mosaic-agent@b.service", "RestartUSec")).toBe("7s");
    expect(await panes()).toEqual(before);
    expect(await drift()).toEqual(["a settings"]);
    expect(await apply()).toEqual({ "restart unit mosaic-agent@a.service": "done" });
    const [a, b] = await panes();
    expect([a === before[0], b === before[1]]).toEqual([false, true]);
    expect(await plan()).toEqual([]);
  });

  test("what somebody edited, what the manager has not read, who is not linked: told and put right", async () => {
    const before = await panes();
    await appendFile(join(units(), "mosaic-agent@.service"), "# mine\n");
    await appendFile(join(units(), "mosaic-agent@a.service.d/50-roster.conf"), "RestartSec=50\n");
    await systemctl("disable", "mosaic-agent@b.service");
    expect(await plan()).toMatchInlineSnapshot(`
      [
        "update file mosaic-agent@.service: was edited",
        "update file mosaic-agent@a.service.d/50-roster.conf: was edited: the roster says otherwise",
        "create link mosaic-agent@b.service: is not linked for boot",
      ]
    `);
    await apply();
    expect(await plan()).toEqual([]);
    expect(await show("mosaic-agent@a.service", "RestartUSec")).toBe("5s");
    // As after an apply that was ended between the write and the reload
    const file = join(units(), "mosaic-agent@a.service.d/50-roster.conf");
    const text = await readFile(file, "utf8");
    await writeFile(file, `${text}# x\n`);
    await systemctl("daemon-reload");
    await writeFile(file, text);
    expect(await plan()).toEqual([
      "update unit mosaic-agent@a.service: systemd has not read it since it changed",
    ]);
    expect(await drift()).toEqual(["a reload"]);
    await apply();
    expect(await plan()).toEqual([]);
    expect(await panes()).toEqual(before);
  });

  test("stopped stays stopped; restart ends that; who left goes with prune, a person's files stay", async () => {
    await verb("stop", "b");
    expect([await plan(), await drift()]).toEqual([[], []]);
    expect(await apply()).toEqual({});
    expect(await show("mosaic-agent@b.service", "ActiveState")).toBe("inactive");
    expect(await verb<AgentReport[]>("restart", "b")).toEqual([{ agent: "b", outcome: "started" }]);
    const own = join(units(), "mosaic-agent@b.service.d/60-own.conf");
    const env = join(fixture.sandbox.home, ".config/mosaic/fleet/agents/b.env");
    const other = join(units(), "other@b.service.d/50-roster.conf");
    for (const path of [own, env, other]) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, "");
    }
    await write('name: a\n    args: ["1"]');
    expect(await plan()).toMatchInlineSnapshot(`
      [
        "delete unit mosaic-agent@b.service: is not in the roster",
        "delete link mosaic-agent@b.service: is not in the roster",
        "delete file mosaic-agent@b.service.d/50-roster.conf: is not in the roster",
      ]
    `);
    expect(Object.values(await apply())).toEqual(["left", "left", "left"]);
    expect(await show("mosaic-agent@b.service", "ActiveState")).toBe("active");
    await apply("prune");
    expect(await plan()).toEqual([]);
    expect(await show("mosaic-agent@b.service", "ActiveState")).toBe("inactive");
    expect(await readdir(dirname(own))).toEqual(["60-own.conf"]);
    expect([existsSync(env), existsSync(other)]).toEqual([true, true]);
    expect(
      await systemctl("list-units", "--all", "--plain", "--no-legend", "mosaic-agent@b*"),
    ).toBe("");
  });

  test("the manager is gone half-way: the next apply does the rest", async () => {
    await write("name: a", "name: c", "name: d");
    const running = verb<ApplyDocument>("apply").catch((error: unknown) => error);
    const journal = join(fixture.sandbox.home, ".local/state/mosaic/fleet/apply");
    await waitFor(() => existsSync(journal), { what: "the journal" });
    await fixture.sandbox.reboot();
    await running;
    await waitFor(
      async () => {
        await apply();
        return (await plan()).length === 0;
      },
      { what: "a plan with nothing in it" },
    );
    expect(await drift()).toEqual([]);
  });

  test("a full disk: nothing is torn, it is said, and once there is room the rest is done", async () => {
    const folder = join(units(), "mosaic-agent@e.service.d");
    await mkdir(folder, { recursive: true });
    await fixture.sandbox.smallDisk(folder, 4096);
    await fixture.sandbox.exec("sh", ["-c", `head -c 1M /dev/zero >${folder}/full 2>/dev/null`]);
    await write("name: a", "name: c", "name: e");
    expect(await apply()).toMatchObject({
      "create file mosaic-agent@e.service.d/50-roster.conf": "failed",
      "start unit mosaic-agent@e.service": "failed",
    });
    const inside = await fixture.sandbox.exec("ls", [folder]);
    expect(inside.stdout).toBe("full");
    await fixture.sandbox.exec("rm", [`${folder}/full`]);
    expect(await apply()).toMatchObject({ "start unit mosaic-agent@e.service": "done" });
    expect(await drift()).toEqual([]);
  });
});

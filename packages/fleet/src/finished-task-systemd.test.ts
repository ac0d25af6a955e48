import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { sandboxedFleet } from "../test/sandboxed-fleet.js";
import type { PlanDocument } from "./documents/plan.js";
import type { AgentReport } from "./documents/reports.js";
import type { StatusDocument } from "./documents/status.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("a task across a reboot", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });
  const { verb, show } = fixture;
  const did = (name: string): number => {
    const file = join(fixture.sandbox.home, name);
    return existsSync(file) ? readFileSync(file, "utf8").length : 0;
  };
  const boot = async (): Promise<void> => {
    await fixture.sandbox.reboot();
    await waitFor(async () => (await show("mosaic-fleet.target", "ActiveState")) === "active", {
      what: "the target, which starts who is linked",
    });
  };

  beforeAll(async () => {
    const { home } = fixture.sandbox;
    await writeFile(
      fixture.roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: command, task: true }
agents:
  - { name: done, command: [sh, -c, "printf x >> ${home}/done"] }
  - { name: long, command: [sh, -c, "printf x >> ${home}/long; exec sleep infinity"] }
`,
    );
  });

  test("one that is done stays so, one that was at work begins anew", async () => {
    expect(await verb<AgentReport[]>("up")).toEqual([
      { agent: "done", outcome: "finished" },
      { agent: "long", outcome: "started" },
    ]);
    await boot();
    await waitFor(() => did("long") === 2, { what: "the task that was at work" });
    expect(did("done")).toBe(1);
    const { agents } = await verb<StatusDocument>("status");
    expect(agents[0]).toMatchObject({
      desired: "running",
      lifecycle: "inactive",
      activity: { state: "done" },
      lastExit: { code: 0 },
      drift: [],
    });
    expect((await verb<PlanDocument>("plan")).changes).toEqual([]);
    expect(await verb<AgentReport[]>("up")).toEqual([
      { agent: "done", outcome: "finished" },
      { agent: "long", outcome: "running" },
    ]);
    expect(did("done")).toBe(1);
  });

  test("`start` runs it again, and it is done again", async () => {
    expect(await verb<AgentReport[]>("start", "done")).toEqual([
      { agent: "done", outcome: "finished" },
    ]);
    expect(did("done")).toBe(2);
    await boot();
    expect(did("done")).toBe(2);
    // Stopped when it was done: it is a finished one still.
    await verb("down");
    expect(await verb<AgentReport[]>("up")).toMatchObject([
      { outcome: "finished" },
      { outcome: "started" },
    ]);
  });
});

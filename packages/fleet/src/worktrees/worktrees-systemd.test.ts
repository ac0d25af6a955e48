import { existsSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { makeRepository } from "../../test/repository.js";
import { canaries } from "../../test/scratch.js";
import { sandboxedFleet } from "../../test/sandboxed-fleet.js";
import type { ExplainDocument } from "../documents/explain.js";
import type { ApplyDocument, PlanDocument } from "../documents/plan.js";
import type { AgentReport } from "../documents/reports.js";
import type { StatusDocument } from "../documents/status.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("worktrees under a real user manager", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });
  const { verb, show } = fixture;
  const write = async (names: readonly string[]): Promise<void> =>
    await writeFile(fixture.roster, canaries(names, ", worktree: ~/src/app"));

  test("made before the first start, kept with work in it, gone with prune", async () => {
    makeRepository(fixture.sandbox.home);
    await write(["writer", "tester"]);
    const plan = await verb<PlanDocument>("plan");
    expect(plan.changes.filter(({ kind }) => kind === "worktree")).toHaveLength(2);
    const started = await verb<AgentReport[]>("up");
    expect(started.map(({ outcome }) => outcome)).toEqual(["started", "started"]);
    const path = (await verb<ExplainDocument>("explain", "writer")).worktree?.path ?? "";
    const status = await verb<StatusDocument>("status");
    expect(status.agents).toMatchObject([
      { drift: [], worktree: { path, branch: "agent/writer" } },
      { drift: [], worktree: { branch: "agent/tester" } },
    ]);
    const shown = await verb<{ lines: string[] }>("screen", "writer");
    expect(shown.lines.length).toBeGreaterThan(0);
    expect((await verb<PlanDocument>("plan")).changes).toEqual([]);
    await writeFile(join(path, "draft"), "");
    await write(["tester"]);
    const kept = await verb<ApplyDocument>("apply", "prune");
    expect(kept.changes.at(-1)).toMatchObject({ kind: "worktree", outcome: "left" });
    expect(await show("mosaic-agent@writer.service", "ActiveState")).toBe("inactive");
    rmSync(join(path, "draft"));
    const gone = await verb<ApplyDocument>("apply", "prune");
    expect(gone.changes).toMatchObject([{ kind: "worktree", target: path, outcome: "done" }]);
    expect(existsSync(path)).toBe(false);
    expect((await verb<PlanDocument>("plan")).changes).toEqual([]);
  });
});

import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { channelScripts } from "@mosaicstack/agent-channel";
import { SandboxError } from "@mosaicstack/systemd-sandbox";
import { afterAll, describe, expect, test } from "vitest";
import { openUnitFleet, type UnitFleet } from "../../test/unit-fleet.js";
import { sh } from "@mosaicstack/agent-channel/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";

// Only where controllers are bound to the older hierarchy do limits bind in a sandbox; there the manager moves the agent.
let fleet: UnitFleet | undefined;
try {
  fleet = await openUnitFleet(sh, { hierarchy: "hybrid" });
} catch (error) {
  if (!(error instanceof SandboxError && error.code === "LaneUnavailable")) throw error;
  console.warn(`skipped, agents on a hybrid hierarchy: ${error.message}`);
}
afterAll(async () => await fleet?.[Symbol.asyncDispose]());

describe.skipIf(fleet === undefined)("an agent on a hybrid hierarchy", () => {
  // Not taken apart here: a skipped suite is read all the same
  const own = fleet as UnitFleet;
  const limited = async (name: string, lines: string): Promise<void> => {
    await own.shell(
      `mkdir -p "$1" && printf '[Service]\\nRestart=no\\n%s\\n' "$2" > "$1/70.conf" && systemctl --user daemon-reload`,
      `${own.home}/.config/systemd/user/mosaic-agent@${name}.service.d`,
      lines,
    );
  };
  const eat = `${process.execPath} -e 'setTimeout(() => Buffer.alloc(1e8, 1), 100); setInterval(() => {}, 1000)'`;

  test("stands in its unit's cgroup in every hierarchy, and its stop is a success", async () => {
    await own.control("start", "canary");
    const groups = await own.shell('cat "/proc/$1/cgroup"', await own.pane("canary"));
    for (const controller of ["memory", "pids", "name=systemd"])
      expect(groups).toMatch(new RegExp(`:${controller}:.*/mosaic-agent@canary\\.service$`, "m"));
    await own.control("stop", "canary");
    expect(await own.facts("canary")).toMatchObject({ ActiveState: "inactive", Result: "success" });
  });

  test("the reader of its pane stands there as well, with what it starts", async () => {
    const reader = channelScripts().find(({ name }) => name === "read-pane.sh")?.path ?? "";
    copyFileSync(reader, join(own.home, ".config/mosaic/tools/fleet/read-pane.sh"));
    own.dropIn("read", "[Service]\nEnvironment=MOSAIC_TRANSCRIPT=20971520\n");
    await own.shell("systemctl --user daemon-reload");
    await own.control("start", "read");
    const readers = await waitFor(
      () => {
        const all = own.sandbox.processes();
        const reader = all.find(({ command }) => command.includes("/read-pane.sh"));
        const below = all.filter(({ parent }) => parent === reader?.pid);
        return reader && below.length > 0 ? [reader, ...below] : undefined;
      },
      { what: "the reader of the pane", saw: () => own.sandbox.processes() },
    );
    for (const { cgroup } of readers) expect(cgroup).toMatch(/\/mosaic-agent@read\.service$/);
    await own.control("stop", "read");
  });

  test("MemoryMax binds the agent, and only the one that has it", async () => {
    own.agent("hungry", { MOSAIC_AGENT_COMMAND: eat });
    own.agent("free", { MOSAIC_AGENT_COMMAND: eat });
    await limited("hungry", "MemoryMax=60M\nMemorySwapMax=0");
    await own.control("start", "free");
    await own.attempt("start", "hungry");
    await own.until("hungry", { ActiveState: "failed" });
    expect(await own.facts("free")).toMatchObject({ ActiveState: "active", NRestarts: "0" });
    await own.control("stop", "free");
  });

  test("TasksMax binds what the agent starts", async () => {
    const crowd = own.program(
      "crowd",
      'i=0; while [ $i -lt 30 ]; do sleep 1000 & i=$((i+1)); done; echo all > "$HOME/all"; wait',
    );
    own.agent("crowd", { MOSAIC_AGENT_COMMAND: crowd });
    await limited("crowd", "TasksMax=15");
    await own.attempt("start", "crowd");
    await own.until("crowd", { ActiveState: "failed" });
    expect(own.read("all")).toBeUndefined();
  });
});

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { sandboxedFleet } from "../test/sandboxed-fleet.js";
import { canaries } from "../test/scratch.js";
import { standIn } from "../test/stand-in.js";
import type { AgentReport, DownDocument } from "./documents/reports.js";
import type { StatusDocument } from "./documents/status.js";

const obstacle = await sandboxObstacle();
if (obstacle !== undefined)
  console.warn(`skipped, no sandbox for a user manager here: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("a fleet under a real user manager", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });
  const verb = fixture.verb;
  const show = fixture.show;
  let roster = "";

  beforeAll(async () => {
    roster = fixture.roster;
    await writeFile(roster, canaries(["cod", "coder"]));
  });

  async function settled(): Promise<StatusDocument> {
    let status = await verb<StatusDocument>("status");
    await waitFor(
      async () => {
        status = await verb<StatusDocument>("status");
        return status.summary.drifted === 0 && status.server.state === "running";
      },
      { what: "every agent as the roster wants" },
    );
    return status;
  }

  test("up starts every agent, a second up finds the same panes", async () => {
    const reports = await verb<AgentReport[]>("up");
    expect(reports).toEqual([
      { agent: "cod", outcome: "started" },
      { agent: "coder", outcome: "started" },
    ]);
    const first = await verb<StatusDocument>("status");
    expect(first.summary).toEqual({ running: 2, stopped: 0, failed: 0, drifted: 0 });
    expect(await verb<AgentReport[]>("up")).toEqual([
      { agent: "cod", outcome: "running" },
      { agent: "coder", outcome: "running" },
    ]);
    const second = await verb<StatusDocument>("status");
    expect(second.agents.map(({ pane }) => pane?.pid)).toEqual(
      first.agents.map(({ pane }) => pane?.pid),
    );
  });

  test("stop of `cod` leaves `coder` alone and is remembered", async () => {
    const before = await verb<StatusDocument>("status");
    expect(await verb<AgentReport[]>("stop", "cod")).toEqual([
      { agent: "cod", outcome: "stopped" },
    ]);
    const after = await verb<StatusDocument>("status");
    expect(
      after.agents.map(({ desired, lifecycle, drift }) => ({ desired, lifecycle, drift })),
    ).toEqual([
      { desired: "stopped", lifecycle: "inactive", drift: [] },
      { desired: "running", lifecycle: "active", drift: [] },
    ]);
    expect(after.agents[1]?.pane).toEqual(before.agents[1]?.pane);
    expect(await show("mosaic-agent@cod.service", "UnitFileState")).toBe("disabled");
    expect(await verb<AgentReport[]>("start", "cod")).toEqual([
      { agent: "cod", outcome: "started" },
    ]);
    expect(await show("mosaic-agent@cod.service", "UnitFileState")).toBe("enabled");
  });

  test("a killed agent comes back with its last end known; a killed server takes nobody for good", async () => {
    const { agents } = await verb<StatusDocument>("status");
    await fixture.sandbox.exec("sh", [
      "-c",
      `kill -9 $(ps -o pid= --ppid ${agents[0]?.pane?.pid})`,
    ]);
    await waitFor(async () => (await verb<StatusDocument>("status")).agents[0]?.restarts === 1, {
      what: "one restart of cod",
    });
    const back = await settled();
    expect(back.agents.map(({ restarts }) => restarts)).toEqual([1, 0]);

    const holder = await show("mosaic-tmux-holder.service", "MainPID");
    await fixture.sandbox.exec("kill", ["-9", holder]);
    const revived = await settled();
    expect(revived.agents.every(({ lifecycle }) => lifecycle === "active")).toBe(true);
    expect(await show("mosaic-tmux-holder.service", "MainPID")).not.toBe(holder);
  });

  test("an agent that cannot start says why, and no other suffers", async () => {
    await writeFile(
      roster,
      `${canaries(["cod", "coder"])}  - name: lost\n    workdir: ~/not-there\n`,
    );
    const reports = await verb<AgentReport[]>("up");
    expect(reports.map(({ outcome }) => outcome)).toEqual(["running", "running", "failed"]);
    expect(reports[2]?.message).toContain("not-there");
    expect(reports[2]?.message).toContain("journalctl --user -u mosaic-agent@lost.service");
    await verb("stop", "lost");
    await writeFile(roster, canaries(["cod", "coder"]));
  });

  test("a changed roster is shown as drift", async () => {
    await writeFile(roster, canaries(["cod", "coder"], ", env: { A: b }"));
    const { agents, summary } = await verb<StatusDocument>("status");
    expect(summary.drifted).toBe(2);
    expect(agents[0]?.drift.map(({ kind }) => kind)).toEqual(["file", "settings"]);
    await writeFile(roster, canaries(["cod", "coder"]));
  });

  test("a disabled agent has its files and is neither started nor linked", async () => {
    await writeFile(roster, `${canaries(["cod", "coder"])}  - name: later\n    enabled: false\n`);
    expect((await verb<AgentReport[]>("up"))[2]).toEqual({ agent: "later", outcome: "disabled" });
    expect(await show("mosaic-agent@later.service", "DropInPaths")).toContain("50-roster.conf");
    expect(await show("mosaic-agent@later.service", "UnitFileState")).toBe("disabled");
    expect(await show("mosaic-agent@later.service", "ActiveState")).toBe("inactive");
    // One that was linked before is not brought back by the next boot.
    await writeFile(roster, `${canaries(["cod", "coder"])}    enabled: false\n`);
    await verb("up");
    expect(await show("mosaic-agent@coder.service", "UnitFileState")).toBe("disabled");
    await writeFile(roster, canaries(["cod", "coder"]));
    await verb("up");
  });

  test("down leaves no unit, process or socket", async () => {
    const report = await verb<DownDocument>("down");
    expect(report).toEqual({
      version: 1,
      agents: [
        { agent: "cod", outcome: "stopped" },
        { agent: "coder", outcome: "stopped" },
      ],
      server: "ended",
      keptBy: [],
    });
    const { sandbox } = fixture;
    const units = await sandbox.exec("systemctl", [
      "--user",
      "list-units",
      "--all",
      "--no-legend",
      "mosaic*",
    ]);
    expect(units.stdout).toBe("");
    const processes = await sandbox.exec("sh", [
      "-c",
      "ps -A -o args= | grep -E 'tmux|start-agent' | grep -v grep",
    ]);
    expect(processes.stdout).toBe("");
    expect((await sandbox.exec("find", ["/tmp", "-type", "s"])).stdout).toBe("");
    const links = await sandbox.exec("find", [join(sandbox.home, ".config/systemd"), "-type", "l"]);
    expect(links.stdout).toBe("");
    expect(await readFile(roster, "utf8")).toContain("coder");
  });

  test("a tmux fleet on the same socket and a systemd fleet refuse each other", async () => {
    const run = fixture.complaint;
    expect(await run("up", "tmux")).toBe("");
    expect(await run("up", "systemd")).toContain(
      "a tmux server that systemd does not hold answers",
    );
    expect(await run("down", "tmux")).toBe("");
    await verb("up");
    expect(await run("up", "tmux")).toContain("runs under systemd");
    await verb("down");
  });

  test("down leaves slices and units of others alone", async () => {
    const { sandbox } = fixture;
    await writeFile(
      join(sandbox.home, ".config/systemd/user/mosaic-queue.service"),
      "[Service]\nSlice=mosaic-queue.slice\nExecStart=/bin/sleep 1000\n",
    );
    await sandbox.exec("systemctl", ["--user", "daemon-reload"]);
    await sandbox.exec("systemctl", ["--user", "start", "mosaic-queue.service"]);
    await verb("up");
    await verb("down");
    expect(await show("mosaic-queue.service", "ActiveState")).toBe("active");
    await sandbox.exec("systemctl", ["--user", "stop", "mosaic-queue.service"]);
  });

  test("started means ready; a stop types the runtime's own quit where it is read, before a restart", async () => {
    const { home } = fixture.sandbox;
    await mkdir(join(home, ".local/bin"), { recursive: true });
    await writeFile(join(home, ".local/bin/claude"), standIn, { mode: 0o755 });
    const modes = { one: "paints", two: "dialog", three: "ends", four: "deaf" };
    const agents = Object.entries(modes).map(
      ([name, mode]) => `  - { name: ${name}, env: { NAME: ${name}, MODE: ${mode} } }\n`,
    );
    await writeFile(
      roster,
      `version: 1
socket_name: mosaic-fleet
defaults: { runtime: claude, restart: { delay: 1s } }
agents:
${agents.join("")}`,
    );
    expect(await verb<AgentReport[]>("up")).toEqual([
      { agent: "one", outcome: "started" },
      {
        agent: "two",
        outcome: "waiting",
        message: 'it waits for a person ("Select login method"): attach and answer',
      },
      {
        agent: "three",
        outcome: "failed",
        message: expect.stringMatching(/^it ended at once with exit 3; it (is|was) started again/),
      },
      { agent: "four", outcome: "started" },
    ]);
    const did = async (name: string): Promise<string[]> =>
      (await readFile(join(home, `${name}.did`), "utf8")).trim().split("\n");
    expect(await did("one")).toEqual(["start", "painted"]);
    // The target takes part also where starts are spread.
    expect(await show("mosaic-fleet.target", "ActiveState")).toBe("active");

    const stops = await verb<AgentReport[]>("stop", "one", "two", "three", "four");
    expect(stops.map(({ outcome }) => outcome)).toEqual([
      "stopped",
      "stopped",
      "stopped",
      "stopped",
    ]);
    // Long before `four` has had its time.
    expect(await did("one")).toEqual(["start", "painted", "heard /exit"]);
    expect(await did("two")).toEqual(["start", "term"]);
    expect(await did("four")).toEqual(["start", "heard /exit", "term"]);
    const { agents: left } = await verb<StatusDocument>("status");
    expect(left.map(({ lifecycle, drift }) => [lifecycle, drift])).toEqual(
      left.map(() => ["inactive", []]),
    );
    await verb("down");
    await writeFile(roster, canaries(["cod", "coder"]));
  });

  test("what had to be killed at a stop is counted, and told once", async () => {
    await writeFile(
      roster,
      `version: 1
socket_name: mosaic-fleet
agents:
  - name: messy
    runtime: command
    command: [sh, -c, "setsid sleep 3337 & setsid sleep 3337 & exec sleep 1000"]
`,
    );
    await verb("up");
    expect(await verb<AgentReport[]>("stop", "messy")).toEqual([
      { agent: "messy", outcome: "stopped", strays: 2 },
    ]);
    expect(await verb<AgentReport[]>("stop", "messy")).toEqual([
      { agent: "messy", outcome: "inactive" },
    ]);
    await verb("down");
    await writeFile(roster, canaries(["cod", "coder"]));
  });

  test("a drop-in that systemd has not read yet is read before a start; a start starts no other", async () => {
    const { sandbox } = fixture;
    await verb("up");
    await sandbox.exec("systemctl", ["--user", "stop", "mosaic-fleet.target"]);
    const own = join(sandbox.home, ".config/systemd/user/mosaic-agent@cod.service.d/60-own.conf");
    await writeFile(own, "[Service]\nEnvironment=OWN=yes\n");
    expect(await show("mosaic-agent@cod.service", "NeedDaemonReload")).toBe("yes");
    expect(await verb<AgentReport[]>("start", "cod")).toEqual([
      { agent: "cod", outcome: "started" },
    ]);
    expect(await show("mosaic-agent@cod.service", "NeedDaemonReload")).toBe("no");
    expect(await show("mosaic-agent@cod.service", "Environment")).toContain("OWN=yes");
    // It is linked to the target, and nobody asked for it.
    expect(await show("mosaic-agent@coder.service", "ActiveState")).toBe("inactive");
    await rm(own);
    await verb("down");
  });

  test("one agent's broken env file is its own trouble", async () => {
    await verb("up");
    const { sandbox } = fixture;
    const file = join(sandbox.home, ".config/mosaic/fleet/agents/cod.env");
    await mkdir(join(file, ".."), { recursive: true });
    await writeFile(file, Buffer.from("A=\xff\n", "latin1"));
    const { agents } = await verb<StatusDocument>("status");
    expect(agents.map(({ drift }) => drift.map(({ kind }) => kind))).toEqual([["file"], []]);
    await rm(file);
    await verb("down");
  });

  test("a foreign session keeps the server, and is left alone", async () => {
    await verb("up");
    const { sandbox } = fixture;
    await sandbox.exec("tmux", [
      "-L",
      "mosaic-fleet",
      "new-session",
      "-d",
      "-s",
      "mine",
      "sleep",
      "1000",
    ]);
    const report = await verb<DownDocument>("down");
    expect(report).toMatchObject({ server: "kept", keptBy: ["mine"] });
    const left = await sandbox.exec("tmux", ["-L", "mosaic-fleet", "ls", "-F", "#S"]);
    expect(left.stdout).toBe("mine");
  });
});

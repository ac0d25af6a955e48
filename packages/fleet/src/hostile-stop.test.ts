import { execFileSync } from "node:child_process";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sandboxObstacle } from "@mosaicstack/systemd-sandbox/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostile, hostileRoster, downed, stopped } from "../test/hostile.js";
import { sandboxedFleet } from "../test/sandboxed-fleet.js";
import { openScratch, type Scratch } from "../test/scratch.js";
import { fleetPaths, openFleet, type Fleet } from "./index.js";
import type { AgentReport, DownDocument } from "./documents/reports.js";
import type { StatusDocument } from "./documents/status.js";

const neighbours = ["first", "last"];

/** Lets them begin, and waits until all did. */
async function letGo(home: string): Promise<void> {
  await writeFile(join(home, "go"), "");
  await waitFor(
    async () =>
      (await readdir(home)).filter((name) => name.endsWith(".did")).length >=
      stopped.length + downed.length + 2,
    {
      what: "all to do what they do",
    },
  );
}

const panesOf = ({ agents }: StatusDocument): unknown[] =>
  agents
    .filter(({ name }) => neighbours.includes(name))
    .map(({ pane, lifecycle }) => [pane, lifecycle]);

const ends = Object.fromEntries([
  ...[...neighbours, ...downed].map((name) => [name, "stopped"]),
  ...stopped.map((name) => [name, "inactive"]),
]) as Record<string, string>;
const endsOf = ({ agents }: DownDocument): Record<string, string> =>
  Object.fromEntries(agents.map(({ agent, outcome }) => [agent, outcome]));

describe("a stop of hostile agents, in tmux alone", () => {
  let scratch: Scratch;
  let fleet: Fleet;
  let home = "";
  beforeAll(async () => {
    scratch = await openScratch();
    home = scratch.env["HOME"] ?? "";
    const bin = join(scratch.root, "bin");
    await mkdir(bin);
    await writeFile(join(bin, "hostile"), hostile, { mode: 0o755 });
    const roster = join(scratch.root, "roster.yaml");
    await writeFile(roster, hostileRoster);
    const env = { ...scratch.env, PATH: `${bin}:${scratch.env["PATH"]}` };
    fleet = await openFleet({ roster, env, supervisor: "tmux" });
  });
  afterAll(async () => await scratch.close());

  const copyMode = (): void => {
    execFileSync("tmux", ["-L", "mosaic-fleet", "copy-mode", "-t", "=mode:"], { env: scratch.env });
  };
  /** What still runs with this test's folders in its environment, each as its command, state and parent. */
  const marked = (): string[] =>
    readdirSync("/proc").flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, "latin1").includes(scratch.root)) return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, "latin1").replaceAll("\0", " ");
        return [`${command}: ${readFileSync(`/proc/${pid}/stat`, "latin1")}`];
      } catch {
        return [];
      }
    });

  test("stop and down end, each agent for itself, and the neighbours go on", async () => {
    await fleet.up();
    await letGo(home);
    copyMode();
    const before = panesOf(await fleet.status());
    // Where its stop is to be remembered.
    const taken = join(fleetPaths(scratch.env).state, "stopped/mosaic-fleet/title");
    await mkdir(taken, { recursive: true });
    const { agents: told } = await fleet.stop(stopped);
    expect(told).toEqual(
      stopped.map((agent) =>
        agent === "title"
          ? { agent, outcome: "failed", message: expect.stringMatching(/^stopped, but that/) }
          : { agent, outcome: "stopped" },
      ),
    );
    await rm(taken, { recursive: true });
    const status = await fleet.status();
    expect(panesOf(status)).toEqual(before);
    expect(status.summary).toMatchObject({ running: 7, stopped: 6 });

    const report = await fleet.down();
    expect(report).toMatchObject({ server: "ended", keptBy: [] });
    expect(endsOf(report)).toEqual(ends);
    // Helpers and readers of output go by themselves once their pane is gone; what the agents started does not.
    await waitFor(() => marked().length === 0, { what: "nothing of theirs to run", saw: marked });
  });
});

const obstacle = await sandboxObstacle();
if (obstacle !== undefined) console.warn(`skipped, no sandbox for a user manager: ${obstacle}`);

describe.skipIf(obstacle !== undefined)("a stop of hostile agents, under systemd", () => {
  const fixture = sandboxedFleet({ beforeAll, afterAll });

  test("stop and down end, each agent for itself, and the neighbours go on", async () => {
    const { sandbox } = fixture;
    const bin = join(sandbox.home, ".local/bin");
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, "hostile"), hostile, { mode: 0o755 });
    await writeFile(fixture.roster, hostileRoster);
    await fixture.verb("up");
    await letGo(sandbox.home);
    await sandbox.exec("tmux", ["-L", "mosaic-fleet", "copy-mode", "-t", "=mode:"]);
    const before = panesOf(await fixture.verb<StatusDocument>("status"));
    await waitFor(async () => (await readdir(sandbox.home)).includes("moved.away"), {
      what: "the scope",
    });
    const told = await fixture.verb<AgentReport[]>("stop", ...stopped);
    // No cgroup of the agent's has it any more, and it was seen to be the agent's.
    expect(told).toMatchObject(
      stopped.map((agent) =>
        agent === "moved"
          ? { agent, outcome: "failed", left: [{ command: "sleep 4321" }] }
          : { agent, outcome: "stopped" },
      ),
    );
    const status = await fixture.verb<StatusDocument>("status");
    expect(panesOf(status)).toEqual(before);
    expect(status.summary).toMatchObject({ running: 7, stopped: 6 });
    const [pid] = told.flatMap(({ left = [] }) => left.map((each) => each.pid));
    await sandbox.exec("kill", ["-9", String(pid)]);

    const report = await fixture.verb<DownDocument>("down");
    expect(report).toMatchObject({ server: "ended", keptBy: [] });
    expect(endsOf(report)).toEqual(ends);
  });
});

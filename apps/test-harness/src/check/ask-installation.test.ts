import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { agentUnit } from "@mosaicstack/fleet";
import { expect, it } from "vitest";
import { chooseLane, readLanes } from "../live/choose-lane.js";
import { findCli } from "../live/find-cli.js";
import { runningLife, type Rehearsal } from "../live/rehearsal.js";
import { runScenarios } from "../live/run-scenarios.js";
import { writeDropIn } from "../stage/drop-in.js";
import type { CheckDocument } from "./check-document.js";

const { lane } = chooseLane("auto", await readLanes());
const harness = join(import.meta.dirname, "../../bin/mosaic-fleet-harness.js");

/** What the built command says of an installation of which only a manager, a roster and running agents can tell. */
async function codes({ sandbox }: Rehearsal): Promise<string[]> {
  const args = [harness, "check", "--installed", "--no-verify", "--format", "json"];
  const { stdout } = await sandbox.exec(process.execPath, args, { deadlineMs: 120_000 });
  const { files } = JSON.parse(stdout) as CheckDocument;
  const asked = files.flatMap(({ findings }) => findings.map(({ code }) => code));
  return [...new Set(asked)].filter((code) => /^MF70[689]$/.test(code)).toSorted();
}

it.skipIf(lane === null)(
  "tells files that the manager has not read, drop-ins of who left, and who runs outside",
  async () => {
    const seen: Record<string, string[]> = {};
    const run = async (fleet: Rehearsal): Promise<void> => {
      const { sandbox } = fleet;
      const views = await fleet.begin(["cod", "coder"]);
      seen["at first"] = await codes(fleet);

      await writeDropIn(sandbox.home, agentUnit("cod"), "[Service]\nNice=3\n");
      seen["unread"] = await codes(fleet);
      await fleet.manager.reload();

      await fleet.writeRoster({ agents: ["cod"] });
      seen["left"] = await codes(fleet);
      await fleet.fleet("apply", "--prune", "--yes");

      const { agent } = runningLife(views, "cod");
      const outside = sandbox.processes().find(({ pid }) => pid === agent)?.outsidePid;
      writeFileSync(join(sandbox.cgroup, "payload", "cgroup.procs"), String(outside));
      seen["outside"] = await codes(fleet);
    };
    const { results } = await runScenarios([{ id: "asked", title: "", run }], {
      lane: lane ?? "sandbox",
      cli: findCli(process.env),
      under: ["systemd"],
    });
    expect(results).toMatchObject([{ status: "passed" }]);
    expect(seen).toEqual({
      "at first": [],
      unread: ["MF706"],
      left: ["MF708"],
      outside: ["MF709"],
    });
  },
);

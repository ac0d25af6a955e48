import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { manual } from "../scenarios/life/manual.js";
import { chooseLane, readLanes } from "./choose-lane.js";
import { runScenarios } from "./run-scenarios.js";
import { ScenarioFailure } from "./scenario-failure.js";
import type { Scenario } from "./scenario.js";

const chosen = chooseLane("auto", await readLanes());
const lane = chosen.lane ?? "sandbox";
if (chosen.lane === null) console.warn(`rehearsals are skipped, no lane here: ${chosen.reason}`);

it.skipIf(chosen.lane === null)(
  "fails a scenario in its fourth view without `mosaic-fleet`, and shows all four",
  async () => {
    const { results } = await runScenarios([manual], {
      lane,
      cli: undefined,
      patienceMs: 1000,
    });
    const [result] = results;
    expect(result).toMatchObject({
      id: "manual",
      status: "failed",
      reason: expect.stringMatching(/^after the manual sequence: cli: `mosaic-fleet` is not found/),
    });
    for (const view of [
      /^unit     mosaic-agent@canary\.service active\/running/m,
      /^tmux     canary: pane \d+$/m,
      /^process  mosaic-tmux-holder\.service: \d+ \(of \d+\) tmux -D/m,
      /^cli      `mosaic-fleet` is not found/m,
    ])
      expect(result?.reason).toMatch(view);
  },
);

it.skipIf(chosen.lane === null)(
  "goes on after a failure, each scenario in a sandbox of its own",
  async () => {
    const homes: string[] = [];
    const note: Scenario["run"] = async ({ sandbox }) => void homes.push(sandbox.home);
    const scenarios: Scenario[] = [
      {
        id: "one",
        title: "fails",
        run: async (fleet) => {
          await note(fleet);
          throw new ScenarioFailure("on purpose\nmore");
        },
      },
      { id: "two", title: "holds", run: note },
      {
        id: "three",
        title: "runs what is not there",
        run: async (fleet) => void (await fleet.run("no-such-program")),
      },
    ];
    const ended: string[] = [];
    const ran = await runScenarios(scenarios, {
      lane,
      cli: undefined,
      under: ["systemd"],
      parallel: 1,
      onEnd: ({ id }) => ended.push(id),
    });
    expect(ran.lane).toBe(lane);
    expect(ran.results).toMatchObject([
      { id: "one", status: "failed", reason: "on purpose\nmore" },
      { id: "two", status: "passed" },
      {
        id: "three",
        status: "failed",
        reason: expect.stringMatching(/^`no-such-program` ended with 127/),
      },
    ]);
    expect(ended).toEqual(["one", "two", "three"]);
    expect(new Set(homes).size).toBe(2);
  },
);

it.skipIf(chosen.lane === null)("keeps what was there when it failed, and names it", async () => {
  const artefacts = mkdtempSync(join(tmpdir(), "mosaic-artefacts-"));
  onTestFinished(() => rmSync(artefacts, { recursive: true }));
  mkdirSync(join(artefacts, "one-tmux-3"));
  writeFileSync(join(artefacts, "one-tmux-3", "old.txt"), "of an earlier failure");
  const run: Scenario["run"] = async (fleet) => {
    await fleet.writeRoster({ agents: ["one"] });
    throw new ScenarioFailure("on purpose");
  };
  const { results } = await runScenarios([{ id: "one", title: "", run }], {
    lane,
    cli: undefined,
    artefacts,
    under: ["tmux"],
    seed: 3,
  });
  const kept = join(artefacts, "one-tmux-3");
  expect(existsSync(join(kept, "old.txt"))).toBe(false);
  expect(results).toMatchObject([{ status: "failed", artefacts: kept }]);
  expect(readdirSync(kept)).toEqual(
    expect.arrayContaining(["home", "processes.txt", "sessions.txt", "status.txt"]),
  );
  expect(readFileSync(join(kept, "home/.config/mosaic/fleet/roster.yaml"), "utf8")).toContain(
    '"one"',
  );
});

it.skipIf(chosen.lane === null)(
  "tells why it failed, also where nothing can be kept and the sandbox does not close",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "mosaic-artefacts-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const artefacts = join(folder, "file");
    writeFileSync(artefacts, "");
    const run: Scenario["run"] = async ({ sandbox }) => {
      const close = sandbox.close.bind(sandbox);
      sandbox.close = async () => {
        await close();
        throw new Error("stays open");
      };
      throw new ScenarioFailure("on purpose\nmore");
    };
    const under = ["tmux"] as const;
    const { results } = await runScenarios([{ id: "one", title: "", run }], {
      lane,
      cli: undefined,
      artefacts,
      under,
    });
    expect(results).toMatchObject([{ status: "failed" }]);
    expect(results[0]?.artefacts).toBeUndefined();
    expect(results[0]?.reason).toMatch(
      /^on purpose\nmore\nartefacts not kept: .+\nthe sandbox did not close: stays open$/,
    );
  },
);

it.skipIf(chosen.lane === null)("ends what is over its budget", async () => {
  const run: Scenario["run"] = async ({ sandbox }) =>
    void (await sandbox.exec("sleep", ["600"], { deadlineMs: 600_000 }));
  const { results } = await runScenarios([{ id: "one", title: "", budgetSeconds: 1, run }], {
    lane,
    cli: undefined,
    under: ["tmux"],
  });
  expect(results).toMatchObject([
    { status: "failed", reason: "it took more than its budget of 1 seconds" },
  ]);
});

it.skipIf(chosen.lane === null)(
  "skips what the sandbox lacks something for, and says so",
  async () => {
    const run: Scenario["run"] = async () => {
      throw new ScenarioFailure("it ran");
    };
    const scenario: Scenario = { id: "one", title: "", obstacle: () => "no moon", run };
    const { results } = await runScenarios([scenario], { lane, cli: undefined });
    expect(results).toMatchObject([
      { supervisor: "systemd", status: "skipped", reason: "no moon" },
      { supervisor: "tmux", status: "skipped", reason: "no moon" },
    ]);
  },
);

it.skipIf(chosen.lane === null)("runs nothing in a sandbox of another lane", async () => {
  const other = lane === "sandbox" ? "delegated" : "sandbox";
  const run = async (): Promise<void> => {
    throw new ScenarioFailure("it ran");
  };
  const ran = await runScenarios([{ id: "one", title: "", run }], {
    lane: other,
    cli: undefined,
    under: ["systemd"],
  });
  expect(ran).toMatchObject({
    lane: other,
    results: [{ status: "failed", reason: `the sandbox has lane \`${lane}\`, not \`${other}\`` }],
  });
});

import { buildSync } from "esbuild";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scratchFolder } from "../../test/scratch-folder.js";
import { plantedCli } from "../../test/planted-cli.js";
import { chooseLane, readLanes } from "../live/choose-lane.js";
import { findCli } from "../live/find-cli.js";
import { add, type Mutation } from "../mutations/mutation.js";
import { supervisors } from "../views/views.js";
import { drawWalk } from "./draw-walk.js";
import { readSteps } from "./read-steps.js";
import { runWalk } from "./run-walk.js";

const chosen = chooseLane("auto", await readLanes());
const lane = chosen.lane ?? "sandbox";
if (chosen.lane === null) console.warn(`walks are skipped, no lane here: ${chosen.reason}`);
const cli = findCli(process.env);

let folder: string;
let program: string;
beforeAll(() => {
  folder = scratchFolder("walk");
  program = join(folder, "answer-verbs.mjs");
  const source = new URL("answer-verbs.ts", import.meta.url).pathname;
  buildSync({
    entryPoints: [source],
    outfile: program,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(chosen.lane === null)("a walk", { concurrent: true }, () => {
  it.each(supervisors)("of 25 steps under %s is as the model says", async (supervisor) => {
    const walk = drawWalk(25, { seed: 1, supervisor });
    const result = await runWalk(walk, { lane, cli, supervisor, seed: 1, program });
    expect(result).toMatchObject({ status: "passed", supervisor, seed: 1 });
  });

  it("finds a launcher that ends sessions by the beginning of a name, and the steps that show it", async () => {
    using planted = plantedCli(cli ?? "", byPrefix);
    const walk = drawWalk(10, { seed: 9, supervisor: "systemd" });
    const settings = { lane, cli: planted.cli, supervisor: "systemd", seed: 9, program } as const;
    const shrinkLimits = { tries: 12 };
    const tries: string[] = [];
    const log = (line: string): void => void tries.push(line);
    const result = await runWalk(walk, { ...settings, artefacts: folder, shrinkLimits, log });
    expect(result.status).toBe("failed");
    const [, step] =
      /^after step (\d+), .*`\w+` did not live on: /s.exec(result.reason ?? "") ?? [];
    const failed = walk.steps.slice(0, Number(step));
    const steps = readFileSync(join(folder, "walk-systemd-9", "steps.jsonl"), "utf8");
    const shortest = readSteps(steps, "steps.jsonl");
    // How short it gets is up to how many of the tries a busy machine lets fail in the same way
    expect(shortest.steps.at(-1), tries.join("\n")).toEqual(failed.at(-1));
    expect(failed, tries.join("\n")).toEqual(expect.arrayContaining(shortest.steps.concat()));
    expect(result.reason, tries.join("\n")).toMatch(
      /^the shortest that failed, |^it failed once in /m,
    );
  });
});

/** With `cod` each session ends that is called as its name begins. */
const byPrefix: Mutation = {
  id: "ends-by-prefix",
  says: "The supervising half ends each session whose name begins as its own",
  file: "mosaic/tools/fleet/start-agent-session.sh",
  edit: add(
    "end_as_it_did() { # ends this process as the agent ended, or well where that was asked for",
    `  tm list-sessions -F '#S' | while read -r s; do case $s in "$name"*) tm kill-session -t "=$s" ;; esac; done`,
  ),
  caughtBy: { live: "stop-one", says: /`coder`/ },
};

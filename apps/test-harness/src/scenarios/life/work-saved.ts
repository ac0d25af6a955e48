import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Rehearsal } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR_RUNS } from "../pair.js";

/** Notes each life once it hears TERM, and its work when it does. */
const SAVER = `trap 'echo saved >> noted; exit 0' TERM
echo began >> noted
while :; do sleep 0.1; done`;

export const workSaved: Scenario = {
  id: "work-saved",
  title:
    "an agent that is stopped or restarted hears TERM first, and has the time to save its work",
  async run(fleet) {
    let before = await fleet.begin([{ name: "cod", command: ["/bin/sh", "-c", SAVER] }, "coder"]);
    const kept = ["coder"];
    await fleet.until("the first life to begin", async () => (await noted(fleet)).length === 1);
    await fleet.fleet("restart", "cod");
    before = await fleet.agree("after the restart of `cod`", {
      agents: PAIR_RUNS,
      before,
      kept,
      renewed: ["cod"],
    });
    await fleet.until("the second life to begin", async () =>
      (await noted(fleet)).slice(1).includes("began"),
    );
    await holdNoted(fleet, "a restart", "began, saved, began");
    await fleet.fleet("stop", "cod");
    const agents = { ...PAIR_RUNS, cod: "stopped" } as const;
    await fleet.agree("after the stop of `cod`", { agents, before, kept });
    await holdNoted(fleet, "a stop", "began, saved, began, saved");
  },
};

async function holdNoted(fleet: Rehearsal, step: string, wanted: string): Promise<void> {
  const did = (await noted(fleet)).join(", ");
  hold(did === wanted, `after ${step} \`cod\` has noted ${did}, not ${wanted}`);
}

async function noted({ sandbox }: Rehearsal): Promise<string[]> {
  const text = await readFile(join(sandbox.home, "work", "cod", "noted"), "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}

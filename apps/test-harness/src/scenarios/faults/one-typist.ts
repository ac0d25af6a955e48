import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultSocket } from "@mosaicstack/fleet";
import { hold } from "../../live/scenario-failure.js";
import type { Rehearsal } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { standBehind } from "../../stage/strike-at.js";
import { PAIR_RUNS } from "../pair.js";

const state = (word: string): string => `printf '\\033]7501;state=${word}\\033\\\\'`;
const LISTENER = `${state("idle")}
while IFS= read -r line; do echo "$line" >> heard; ${state("working")}; ${state("idle")}; done`;

export const oneTypist: Scenario = {
  id: "one-typist",
  title: "two that type into one agent take turns: the lines of both arrive whole, in their order",
  async run(fleet) {
    const { home, runtimeDirectory } = fleet.sandbox;
    const cod = { name: "cod", command: ["/bin/sh", "-c", LISTENER], receipt: "stream" };
    await fleet.begin([cod, "coder"]);
    const env = standBehind("paste-buffer", home);
    const sending = fleet.tryFleet(["send", "cod", "the first line"], { env });
    await fleet.until("a `send` between its paste and its Enter", async () => {
      const shown = await fleet.fleet("screen", "cod");
      return existsSync(join(home, "stands")) && shown.includes("the first line");
    });

    const queue = join(fleet.state, "agents", defaultSocket, "cod", "queue");
    await writeFile(join(queue, `${Date.now()}-second`), "the second line\n");
    const channel = join(runtimeDirectory, "mosaic-fleet", "channels", defaultSocket, "cod");
    const drain = join(home, ".config/mosaic/tools/fleet/drain-queue.sh");
    let ended = false;
    // As the end of a turn does
    const draining = fleet.sandbox
      .exec(drain, [channel], { deadlineMs: 120_000 })
      .finally(() => (ended = true));
    draining.catch(() => undefined);
    await fleet.until("the second one to wait for its turn, or to be through", async () =>
      fleet.sandbox.processes().some(({ command }) => ended || command === "flock 9"),
    );
    await writeFile(join(home, "go"), "");
    await Promise.all([sending, draining]);
    const wanted = "the first line | the second line";
    let heard = "";
    await fleet
      .until("both lines", async () => (heard = await heardBy(fleet)) === wanted)
      .catch(() => hold(false, `\`cod\` heard ${heard}, not ${wanted}`));
    await fleet.agree("after two lines at once", { agents: PAIR_RUNS });
  },
};

async function heardBy({ sandbox }: Rehearsal): Promise<string> {
  const text = await readFile(join(sandbox.home, "work", "cod", "heard"), "utf8").catch(() => "");
  return text.trim().split("\n").join(" | ");
}

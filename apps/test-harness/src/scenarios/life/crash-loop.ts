import type { Rehearsal } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { end, ending } from "../ending.js";
import { untilReason } from "../told.js";

export const crashLoop: Scenario = {
  id: "crash-loop",
  title:
    "an agent that ends at once is given up after its burst, alone, and starts when it is mended",
  quick: true,
  async run(fleet) {
    const burst = 1 + fleet.random.below(3);
    const before = await fleet.begin([
      ending("cod", { policy: "always", delay: "300ms", max_delay: "300ms", burst }),
      "coder",
    ]);
    const told = await installHook(fleet);
    await end(fleet, "cod", 3, true);
    await fleet.agree(`after exit 3 in every life of \`cod\``, {
      agents: { cod: "failed", coder: "running" },
      before,
      kept: ["coder"],
    });
    const times = burst === 1 ? "1 restart" : `${burst} restarts`;
    await untilReason(fleet, "cod", new RegExp(`^gave-up: .*after ${times}\\b.*exit 3`));
    const words = new RegExp(`given up after ${times}: ended with status 3`);
    await fleet.until("the event of giving `cod` up", async () =>
      (await failures(fleet)).some((line) => words.test(line)),
    );
    const events = await failures(fleet);
    hold(
      events.length === 1,
      `\`cod\` is told to be given up more than once: ${events.join("\n")}`,
    );
    await fleet.until("the person's hook to be told of it", async () =>
      words.test(await readFile(told, "utf8").catch(() => "")),
    );
    await rm(join(fleet.sandbox.home, "work", "cod", "ends"));
    await fleet.fleet("start", "cod");
    await fleet.agree("after the start of the mended `cod`", {
      agents: { cod: "running", coder: "running" },
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
  },
};

/** A person's hook for agents that are given up; the file that it writes to. */
async function installHook({ sandbox }: Rehearsal): Promise<string> {
  const folder = join(sandbox.home, ".config", "mosaic", "fleet", "hooks");
  const told = join(sandbox.home, "told");
  await mkdir(folder, { recursive: true });
  const hook = `#!/bin/sh\nenv | grep MOSAIC_ >> ${told}\n`;
  await writeFile(join(folder, "failed"), hook, { mode: 0o755 });
  return told;
}

/** The events of `cod` that tell of its end for good. */
async function failures(fleet: Rehearsal): Promise<string[]> {
  const told = await fleet.fleet("events", "cod", "--once", "--json");
  return told.split("\n").filter((line) => /"kind":\s*"lifecycle".*"to":\s*"failed"/.test(line));
}

import { hold } from "../../live/scenario-failure.js";
import type { Rehearsal } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { killAt } from "../../stage/strike-at.js";
import { PAIR, PAIR_RUNS } from "../pair.js";

/** About as many steps as each takes that has something to do. */
const STEPS = {
  systemd: { up: 106, apply: 63, stop: 14 },
  tmux: { up: 74, apply: 33, stop: 8 },
} as const;
type Verb = keyof (typeof STEPS)["systemd"];

export const verbsKilled: Scenario = {
  id: "verbs-killed",
  title:
    "`up`, `apply` and `stop` are killed at any step: the next `up` and `apply` bring what the roster says",
  async run(fleet) {
    const agents = PAIR_RUNS;
    await fleet.writeRoster({ agents: PAIR });
    await kill(fleet, "up");
    await fleet.up();
    let before = await fleet.agree("after the `up` behind a killed `up`", { agents });

    const env: Record<string, object> = {};
    for (const verb of fleet.random.shuffle(["apply", "stop"] as const)) {
      const [victim = "", neighbour = ""] = fleet.random.shuffle(PAIR);
      env[victim] = { CHANGED_FOR: verb };
      await fleet.writeRoster({ agents: PAIR.map((name) => ({ name, env: env[name] })) });
      await kill(fleet, verb, ...(verb === "apply" ? ["--yes"] : [victim]));
      await fleet.up();
      const kept = [neighbour];
      await fleet.agree(`after the \`up\` behind a killed \`${verb}\``, { agents, before, kept });
      // `up` leaves what runs with other settings as it is
      await fleet.fleet("apply", "--yes");
      const step = `after the \`apply\` behind a killed \`${verb}\``;
      before = await fleet.agree(step, { agents, before, kept, renewed: [victim] });
    }
    await fleet.fleet("plan");
    const { stdout } = await fleet.run("find", fleet.sandbox.home, "-name", "*.tmp");
    hold(stdout === "", `killed commands left temporary files: ${stdout}`);
  },
};

/** At a step that is drawn; where the command had ended before it, at an earlier one of another run. */
async function kill(fleet: Rehearsal, verb: Verb, ...words: readonly string[]): Promise<void> {
  for (let behind: number = STEPS[fleet.supervisor][verb]; ;) {
    const step = fleet.random.below(behind);
    const run = await fleet.tryFleet([verb, ...words], { env: killAt(1 + step) });
    if (run.signal === "SIGKILL") return;
    hold(run.exitCode === 0, `\`${verb}\` ended with ${run.exitCode}: ${run.stderr}`);
    hold(step > 0, `\`${verb}\` was not killed, not even at its first step`);
    behind = step;
  }
}

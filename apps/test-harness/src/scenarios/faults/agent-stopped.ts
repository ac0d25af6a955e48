import { hold } from "../../live/scenario-failure.js";
import { runningLife, type Rehearsal } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

export const agentStopped: Scenario = {
  id: "agent-stopped",
  title:
    "SIGSTOP to an agent: not delivered is told, SIGCONT delivers, and `stop` ends it all the same",
  async run(fleet) {
    const before = await startPair(fleet);
    const [victim = "", neighbour = ""] = fleet.random.shuffle(PAIR);
    const { agent } = runningLife(before, victim);
    fleet.kill(agent, "SIGSTOP");
    const outcome = await outcomeOf(fleet, victim, "said to one that is stopped");
    hold(outcome !== "delivered", `what nobody read was told to be ${outcome}`);
    hold(
      (await outcomeOf(fleet, neighbour, "said beside it")) === "delivered",
      "no neighbour heard",
    );
    const agents = PAIR_RUNS;
    await fleet.agree("after SIGSTOP to an agent", { agents, before, kept: PAIR });

    fleet.kill(agent, "SIGCONT");
    const again = await outcomeOf(fleet, victim, "said to one that goes on");
    hold(again === "delivered", `what is said after SIGCONT is ${again}, not delivered`);
    await fleet.agree("after SIGCONT to the agent", { agents, before, kept: PAIR });

    fleet.kill(agent, "SIGSTOP");
    await fleet.fleet("stop", victim);
    await fleet.agree("after the stop of one that had SIGSTOP", {
      agents: { ...PAIR_RUNS, [victim]: "stopped" },
      before,
      kept: [neighbour],
    });
  },
};

async function outcomeOf(fleet: Rehearsal, agent: string, text: string): Promise<string> {
  const { stdout, stderr } = await fleet.tryFleet(["send", agent, text, "--json"]);
  hold(stdout.startsWith("{"), `\`send ${agent}\` told nothing: ${stderr}`);
  const { deliveries } = JSON.parse(stdout) as { deliveries: { outcome: string }[] };
  return deliveries[0]?.outcome ?? "nothing";
}

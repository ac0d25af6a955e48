import { setTimeout as sleep } from "node:timers/promises";
import { allOf } from "../../live/rehearsal.js";
import { ScenarioFailure } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";

const SOME = ["one", "two", "three", "four", "five", "six"];

export const reexecInTheMiddle: Scenario = {
  id: "reexec-in-the-middle",
  title: "the manager hangs up on a command that waits for it: what the command says is true",
  supervisors: ["systemd"],
  async run(fleet) {
    let before = await fleet.begin(SOME);
    for (const verb of ["restart", "stop", "start"] as const) {
      const working = fleet.tryFleet([verb, "--all"]);
      await sleep(fleet.random.below(1000));
      await fleet.sandbox.reexec();
      const { exitCode, stderr } = await working;
      if (exitCode !== 0)
        throw new ScenarioFailure(
          `\`mosaic-fleet ${verb} --all\` ended with ${exitCode} amid \`daemon-reexec\`:\n${stderr}`,
        );
      before = await fleet.agree(`after \`${verb}\` amid \`daemon-reexec\``, {
        agents: allOf(SOME, verb === "stop" ? "stopped" : "running"),
        ...(verb === "restart" ? { before, renewed: SOME } : {}),
      });
    }
  },
};

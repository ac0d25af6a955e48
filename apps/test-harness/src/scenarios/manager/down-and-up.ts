import { defaultSocket } from "@mosaicstack/fleet";
import { allOf } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

const OWN = "my-own";

export const downAndUp: Scenario = {
  id: "down-and-up",
  title:
    "`down` ends all agents, and the server only where nobody else is on it; `up` brings all back",
  async run(fleet) {
    const before = await startPair(fleet);
    await fleet.run("tmux", "-L", defaultSocket, "new-session", "-d", "-s", OWN, "sleep 100000");
    const said = await fleet.tryFleet(["down"]);
    hold(
      said.exitCode === 0 && `${said.stdout}${said.stderr}`.includes(OWN),
      `\`down\` ended with ${said.exitCode} and does not name \`${OWN}\`, which keeps the server:\n${said.stdout}\n${said.stderr}`,
    );
    const others = [OWN];
    await fleet.agree("after a `down` that a person's session outlives", {
      agents: allOf(PAIR, "stopped"),
      others,
    });
    await fleet.up();
    const again = await fleet.agree("after the `up`", {
      agents: PAIR_RUNS,
      before,
      renewed: PAIR,
      others,
    });

    await fleet.run("tmux", "-L", defaultSocket, "kill-session", "-t", `=${OWN}`);
    await fleet.fleet("down");
    await fleet.agree("after a `down` with nobody else", {
      agents: allOf(PAIR, "stopped"),
      server: "absent",
    });
    await fleet.fleet("down");
    await fleet.up();
    await fleet.agree("after another `up`", { agents: PAIR_RUNS, before: again, renewed: PAIR });
  },
};

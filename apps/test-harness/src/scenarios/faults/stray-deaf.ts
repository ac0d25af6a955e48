import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { obedient, order } from "../../stage/obedient.js";

/** No other process of a sandbox has these words. */
const STRAY = "sleep 86126";

export const strayDeaf: Scenario = {
  id: "stray-deaf",
  title: "a stray in a session of its own, deaf to HUP and TERM, is gone after a stop, and told",
  async run(fleet) {
    const before = await fleet.begin([obedient("cod"), "coder"]);
    await order(fleet, "cod", `setsid sh -c "trap '' HUP TERM; exec ${STRAY}" &`);
    const isThere = async (): Promise<boolean> =>
      fleet.sandbox.processes().some(({ command }) => command === STRAY);
    await fleet.until(`\`${STRAY}\` in a session of its own`, isThere);
    const said = await fleet.fleet("stop", "cod", "--json");
    const { agents } = JSON.parse(said) as { agents: { outcome: string; strays?: number }[] };
    hold(
      agents[0]?.outcome === "stopped" && agents[0].strays === 1,
      `\`stop\` tells of ${JSON.stringify(agents)}, not of one stray that had to be killed`,
    );
    await fleet.agree("after the stop of `cod`, which had a deaf stray", {
      agents: { cod: "stopped", coder: "running" },
      before,
      kept: ["coder"],
    });
    hold(!(await isThere()), `\`${STRAY}\` outlived the stop of its agent`);
    await fleet.fleet("start", "cod");
    const agents2 = { cod: "running", coder: "running" } as const;
    await fleet.agree("after the next start", { agents: agents2, before, kept: ["coder"] });
  },
};

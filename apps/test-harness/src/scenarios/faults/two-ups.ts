import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS } from "../pair.js";

export const twoUps: Scenario = {
  id: "two-ups",
  title: "two `up` at once: each does it or says who is at it, each agent has one life",
  async run(fleet) {
    await fleet.writeRoster({ agents: PAIR });
    const agents = PAIR_RUNS;
    const both = async (): Promise<void> => {
      const ends = await Promise.all([fleet.tryFleet(["up"]), fleet.tryFleet(["up"])]);
      const told = ends.map(({ exitCode, stderr }) =>
        exitCode === 0
          ? "done"
          : (/this fleet is being changed already, by process \d+/.exec(stderr)?.[0] ??
            `exit ${exitCode}: ${stderr}`),
      );
      hold(
        told.includes("done") && told.every((each) => /^(done|this fleet)/.test(each)),
        `two \`up\` at once ended so: ${told.join(" | ")}`,
      );
    };
    await both();
    const before = await fleet.agree("after two `up` at once", { agents });
    await both();
    await fleet.agree("after two more", { agents, before, kept: PAIR });
  },
};

import { allOf } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";

const AGENTS = Array.from({ length: 30 }, (_, at) => `agent-${at}`);
/** Commands at the same time. */
const COMMANDS = 6;

export const manyStarts: Scenario = {
  id: "many-starts",
  title: "thirty agents, each started twice at the same time, have one session each",
  async run(fleet) {
    await fleet.writeRoster({
      agents: AGENTS.map((name) => ({ name, command: ["sleep", "1000000"] })),
    });
    const twice = [...fleet.random.shuffle(AGENTS), ...fleet.random.shuffle(AGENTS)];
    const share = twice.length / COMMANDS;
    const words = Array.from({ length: COMMANDS }, (_, at) =>
      twice.slice(at * share, (at + 1) * share),
    );
    await fleet.fleet("install");
    await Promise.all(words.map(async (names) => await fleet.fleet("start", ...names)));
    await fleet.agree("after all starts", { agents: allOf(AGENTS, "running") });
  },
};

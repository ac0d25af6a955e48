import type { Scenario } from "../../live/scenario.js";
import { hold } from "../../live/scenario-failure.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

export const canaryAnswers: Scenario = {
  id: "canary-answers",
  title: "the built-in canary says who it is, answers what it is sent, and beats",
  async run(fleet) {
    const before = await startPair(fleet);
    const screen = async (agent: string): Promise<string> => await fleet.fleet("screen", agent);
    await fleet.fleet("send", "cod", "are you there");
    await fleet.until("`cod` to answer", async () =>
      (await screen("cod")).includes("canary heard: are you there"),
    );
    for (const agent of PAIR)
      await fleet.until(`\`${agent}\` to beat`, async () =>
        /canary is alive, beat \d/.test(await screen(agent)),
      );
    const shown = await screen("coder");
    hold(shown.includes("This is coder, a canary"), `\`coder\` does not say who it is:\n${shown}`);
    hold(!shown.includes("are you there"), `\`coder\` heard what \`cod\` was sent:\n${shown}`);
    await fleet.agree("after answers and beats", { agents: PAIR_RUNS, before, kept: PAIR });
  },
};

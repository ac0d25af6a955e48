import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runningLife } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { hold } from "../../live/scenario-failure.js";
import { installStandIn, noted, standIn } from "../../stage/stand-in.js";

export const asked: Scenario = {
  id: "asked",
  title: "an answer belongs to its question, and a queued message survives the agent's end",
  async run(fleet) {
    const { home } = fleet.sandbox;
    await installStandIn(home);
    const before = await fleet.begin([standIn("writer"), "other"]);
    const answer = await fleet.fleet("ask", "writer", "first");
    hold(answer.trim() === "answer to first", `\`ask\` printed ${JSON.stringify(answer)}`);

    await fleet.fleet("send", "writer", "work");
    const queued = await fleet.fleet("send", "writer", "later");
    hold(/queued/.test(queued), `a message to one in its turn is: ${queued}`);
    fleet.kill(runningLife(before, "writer").agent);
    await fleet.agree("after SIGKILL to an agent with a message in its queue", {
      agents: { writer: "running", other: "running" },
      before,
      kept: ["other"],
      renewed: ["writer"],
    });
    await fleet.until("the queued message to arrive", async () =>
      (await noted(home, "writer")).includes("heard later"),
    );

    await fleet.fleet("send", "writer", "work");
    const asking = fleet.fleet("ask", "writer", "last");
    asking.catch(() => undefined);
    await fleet.until("the question to be queued", async () =>
      /last/.test(await fleet.fleet("queue")),
    );
    await writeFile(join(home, "work", "writer", "go"), "");
    const last = await asking;
    hold(last.trim() === "answer to last", `\`ask\` printed ${JSON.stringify(last)}`);
    const heard = (await noted(home, "writer")).filter((line) => line.startsWith("heard"));
    const wanted = "heard first, heard work, heard later, heard work, heard last";
    hold(heard.join(", ") === wanted, `\`writer\` noted ${heard.join(", ")}, not ${wanted}`);
  },
};

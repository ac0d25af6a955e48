import { nameOf, type StagedAgent } from "../../stage/roster.js";
import { allOf, type Rehearsal } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { lifeOf, tellLife, type Views } from "../../views/views.js";

const FIRST = ["stays", "changed", "renamed", "removed"];
const GONE = ["renamed", "removed"];
const CHANGED: StagedAgent = { name: "changed", env: { NEW: "words" } };
const SECOND: readonly StagedAgent[] = ["stays", CHANGED, "new-name"];

export const rosterChanged: Scenario = {
  id: "roster-changed",
  title: "the roster changes while agents work: `apply` touches those alone whom it concerns",
  async run(fleet) {
    const before = await fleet.begin(FIRST);
    await fleet.writeRoster({ agents: SECOND });
    const { exitCode } = await fleet.tryFleet(["plan"]);
    hold(exitCode === 3, `\`plan\` ended with ${exitCode}, not with 3`);

    await fleet.fleet("apply", "--yes", "--no-restart");
    await expectLives(fleet, "after an `apply --no-restart`", before, FIRST);
    await fleet.fleet("apply", "--yes");
    await expectLives(fleet, "after an `apply` that prunes nobody", before, ["stays", ...GONE]);

    await fleet.fleet("apply", "--yes", "--prune");
    const after = await fleet.agree("after an `apply --prune`", {
      agents: allOf(SECOND.map(nameOf), "running"),
      before,
      kept: ["stays"],
      renewed: ["changed"],
    });
    const last = fleet.random.shuffle(SECOND);
    await fleet.writeRoster({ agents: last });
    await fleet.fleet("apply", "--yes", "--prune");
    const names = last.map(nameOf);
    await fleet.agree("after another order", {
      agents: allOf(names, "running"),
      before: after,
      kept: names,
    });
  },
};

/** Of agents that are in no roster any more, the views say nothing. */
async function expectLives(
  fleet: Rehearsal,
  step: string,
  before: Views,
  agents: readonly string[],
): Promise<void> {
  const now = await fleet.look(FIRST);
  for (const agent of agents) {
    const [then, today] = [before, now].map((views) => tellLife(lifeOf(views, agent)));
    hold(then === today, `${step}: \`${agent}\` did not live on: before ${then}; now ${today}`);
  }
}

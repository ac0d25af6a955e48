import { hold } from "../../live/scenario-failure.js";
import { allOf, type Rehearsal } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import type { Views } from "../../views/views.js";
import { doctorTells } from "./findings.js";
import { makeOlder } from "./older-version.js";

const TEAM = ["cod", "coder", "scout"];

export const upgraded: Scenario = {
  id: "upgraded",
  title: "the tool is upgraded while agents work: nobody is restarted but whom somebody names",
  quick: true,
  async run(fleet) {
    const before = await fleet.begin(TEAM);
    const [asked = "", ...others] = fleet.random.shuffle(TEAM);
    await makeOlder(fleet);
    await reload(fleet);
    await allLiveOn(fleet, "beside an earlier version", before);
    await doctorTells(fleet, "beside an earlier version", ["shipped-other-version"]);
    const plan = await fleet.tryFleet(["plan"]);
    hold(plan.exitCode === 0, `a new version alone is a difference for \`plan\`:\n${plan.stdout}`);

    // In any order, and more than once
    for (const [verb = "", ...words] of fleet.random.shuffle([
      ["install"],
      ["apply", "--yes"],
      ["up"],
      ["install"],
    ])) {
      await fleet.fleet(verb, ...words);
      await allLiveOn(fleet, `after \`${verb}\` of this version`, before);
    }
    await reload(fleet);
    await fleet.fleet("restart", asked);
    const after = await fleet.agree(`after the restart of \`${asked}\``, {
      agents: allOf(TEAM, "running"),
      before,
      kept: others,
      renewed: [asked],
    });
    await fleet.fleet("apply", "--restart", "--yes");
    await fleet.agree("after `apply --restart`", {
      agents: allOf(TEAM, "running"),
      before: after,
      kept: [asked],
      renewed: others,
    });
    await doctorTells(fleet, "after `apply --restart`", [], ["shipped-other-version"]);
  },
};

async function allLiveOn(fleet: Rehearsal, step: string, before: Views): Promise<void> {
  await fleet.agree(step, { agents: allOf(TEAM, "running"), before, kept: TEAM });
}

async function reload(fleet: Rehearsal): Promise<void> {
  if (fleet.supervisor === "systemd") await fleet.run("systemctl", "--user", "daemon-reload");
}

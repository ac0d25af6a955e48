import { join } from "node:path";
import { runningLife, type Rehearsal } from "../../live/rehearsal.js";
import type { Scenario } from "../../live/scenario.js";
import { hold } from "../../live/scenario-failure.js";
import type { Views } from "../../views/views.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";
import { told } from "../told.js";

export const diskFull: Scenario = {
  id: "disk-full",
  title: "with a full disk agents run, restart, stop and start; nothing is half written",
  async run(fleet) {
    const { home } = fleet.sandbox;
    const state = join(home, ".local", "state");
    const units = join(home, ".config", "systemd", "user");
    for (const disk of [state, units]) await fleet.sandbox.smallDisk(disk, 1 << 20);
    let before = await startPair(fleet);
    for (const disk of [state, units])
      await fleet.sandbox.exec("dd", ["if=/dev/zero", `of=${disk}/filler`, "bs=4k"]);

    fleet.kill(runningLife(before, "cod").agent);
    before = await fleet.agree("after SIGKILL to the agent `cod` on a full disk", {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
    await fleet.fleet("restart", "cod");
    before = await fleet.agree("after a restart of `cod` on a full disk", {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
    await fleet.fleet("stop", "cod");
    await fleet.agree("after the stop of `cod` on a full disk", {
      agents: { cod: "stopped", coder: "running" },
      before,
      kept: ["coder"],
    });
    await fleet.fleet("start", "cod");
    before = await fleet.agree("after the start of `cod` on a full disk", {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
    await told(fleet, ["doctor"], 3, /state folder .* cannot be written: no space is left/);
    await fleet.writeRoster({
      agents: [{ name: "cod", env: { LONG: "x".repeat(9000) } }, "coder"],
    });
    if (fleet.supervisor === "systemd") {
      const dropIn = join(units, "mosaic-agent@cod.service.d", "50-roster.conf");
      const { stdout: written } = await fleet.run("cat", dropIn);
      await told(fleet, ["apply", "--yes"], 1, /no space/i);
      const { stdout: now } = await fleet.run("cat", dropIn);
      hold(now === written, "the drop-in of `cod` was half written");
      await fleet.agree("after an `apply` that had no space", {
        agents: PAIR_RUNS,
        before,
        kept: PAIR,
      });
    }
    for (const disk of [state, units]) await fleet.run("rm", join(disk, "filler"));
    await fleet.fleet("apply", "--yes");
    before = await fleet.agree("after an `apply` that had space", {
      agents: PAIR_RUNS,
      before,
      kept: ["coder"],
      renewed: ["cod"],
    });
    // Under systemd a drop-in has to be written first, which fails as above.
    if (fleet.supervisor === "tmux") await begunWithoutSpace(fleet, state, before);
  },
};

/** What was noted of an earlier start is no word on one that there was no space to note. */
async function begunWithoutSpace(fleet: Rehearsal, state: string, before: Views): Promise<void> {
  const filler = join(state, "filler");
  await fleet.fleet("stop", "cod");
  await fleet.writeRoster({ agents: [{ name: "cod", env: { WORD: "next" } }, "coder"] });
  await fleet.sandbox.exec("dd", ["if=/dev/zero", `of=${filler}`, "bs=4k"]);
  await fleet.fleet("start", "cod");
  await fleet.run("rm", filler);
  const begun = await fleet.agree("after a start with new settings on a full disk", {
    agents: PAIR_RUNS,
    before,
    kept: ["coder"],
    renewed: ["cod"],
  });
  const coder = { name: "coder", env: { WORD: "next" } };
  await fleet.writeRoster({ agents: [{ name: "cod", env: { WORD: "next" } }, coder] });
  await fleet.fleet("apply", "--yes");
  await fleet.agree("after an `apply` that is about `coder` alone", {
    agents: PAIR_RUNS,
    before: begun,
    kept: ["cod"],
    renewed: ["coder"],
  });
}

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { allOf, runningServer, type Rehearsal } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

const OTHER = "other-fleet";

export const twoFleets: Scenario = {
  id: "two-fleets",
  title: "two fleets with agents of the same names: the end of one is not the other's",
  async run(fleet) {
    const before = await startPair(fleet);
    const roster = join(fleet.sandbox.home, "other.yaml");
    const command = ["sleep", "100000"];
    const agents = PAIR.map((name) => ({ name, runtime: "command", command }));
    const other = { version: 1, name: "other", socket_name: OTHER, agents };
    await writeFile(roster, JSON.stringify(other));
    await fleet.fleet("up", ...flagsOf(roster));
    const step = "after the start of the other fleet";
    await fleet.agree(step, { agents: PAIR_RUNS, before, kept: PAIR });
    await expectOther(fleet, roster, step, "running", "active");

    const server = runningServer(before);
    fleet.kill(server);
    await expectOther(fleet, roster, "after the end of this server", "running", "active");
    if (fleet.supervisor === "tmux") await fleet.up();
    const again = await fleet.agree("after SIGKILL to the server of this fleet", {
      agents: PAIR_RUNS,
      before,
      renewed: PAIR,
    });

    await fleet.run("tmux", "-L", OTHER, "kill-server");
    await fleet.agree("after the end of the other server", {
      agents: PAIR_RUNS,
      before: again,
      kept: PAIR,
    });
    await expectOther(fleet, roster, "after the end of its server", "absent", "failed");
    await fleet.fleet("up", ...flagsOf(roster));
    await fleet.fleet("down");
    await fleet.agree("after the `down` of this fleet", {
      agents: allOf(PAIR, "stopped"),
      server: "absent",
    });
    await expectOther(fleet, roster, "after the `down` of this fleet", "running", "active");
    await fleet.fleet("down", ...flagsOf(roster));
  },
};

/** systemd runs one fleet per user, so the other one is always one of the tmux supervisor. */
const flagsOf = (roster: string): string[] => ["--roster", roster, "--supervisor", "tmux"];

async function expectOther(
  fleet: Rehearsal,
  roster: string,
  step: string,
  state: string,
  lifecycle: string,
): Promise<void> {
  const { server, agents } = await fleet.status(...flagsOf(roster));
  const seen = [server.state, ...agents.map((agent) => agent.lifecycle)].join(" ");
  const wanted = [state, ...PAIR.map(() => lifecycle)].join(" ");
  hold(seen === wanted, `${step}: the other fleet is ${seen}, not ${wanted}`);
}

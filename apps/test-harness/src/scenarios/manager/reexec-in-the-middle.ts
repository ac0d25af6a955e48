import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { allOf, runningServer } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { standBefore } from "../../stage/strike-at.js";

const SOME = ["one", "two", "three", "four", "five", "six"];

export const reexecInTheMiddle: Scenario = {
  id: "reexec-in-the-middle",
  title: "the manager hangs up on a command that waits for it: what the command says is true",
  supervisors: ["systemd"],
  async run(fleet) {
    let before = await fleet.begin(SOME);
    for (const verb of ["restart", "stop", "start"] as const) {
      // A restart is a stop and a start
      const job = verb === "restart" ? fleet.random.pick(["stop", "start"]) : verb;
      const folder = join(fleet.sandbox.home, `before-${verb}`);
      await mkdir(folder);
      let ended = false;
      const working = fleet
        .tryFleet([verb, "--all"], { env: standBefore(`"${job}"`, folder) })
        .finally(() => (ended = true));
      await fleet.until(`\`${verb}\` in front of its jobs`, async () =>
        existsSync(join(folder, "stands")),
      );
      // No job of an agent ends while the server stands still, so the command waits
      const server = runningServer(before);
      fleet.kill(server, "SIGSTOP");
      await writeFile(join(folder, "go"), "");
      await fleet.until(`a \`systemctl\` that waits for its ${job} jobs`, async () =>
        fleet.sandbox
          .processes()
          .some(({ command }) => /^\S*systemctl /.test(command) && command.includes(` ${job} -- `)),
      );
      await fleet.sandbox.reexec();
      hold(!ended, `\`${verb} --all\` had ended before \`daemon-reexec\` struck it`);
      fleet.kill(server, "SIGCONT");
      const { exitCode, stderr } = await working;
      hold(
        exitCode === 0,
        `\`mosaic-fleet ${verb} --all\` ended with ${exitCode} amid \`daemon-reexec\`:\n${stderr}`,
      );
      before = await fleet.agree(`after \`${verb}\` amid \`daemon-reexec\``, {
        agents: allOf(SOME, verb === "stop" ? "stopped" : "running"),
        ...(verb === "restart" ? { before, renewed: SOME } : {}),
      });
    }
  },
};

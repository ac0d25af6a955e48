import { defaultSocket } from "@mosaicstack/fleet";
import { copyFiles } from "../../stage/install-by-hand.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";

/** The sequence of the documentation, word for word: copies alone, and nothing of ours that runs in Node. */
export const manual: Scenario = {
  id: "manual",
  title: "copied files alone bring up `canary`, with no Node inside",
  supervisors: ["systemd"],
  quick: true,
  async run(fleet) {
    const { home } = fleet.sandbox;
    await copyFiles(home);
    await fleet.run("systemctl", "--user", "daemon-reload");
    await fleet.run("systemctl", "--user", "start", "mosaic-tmux-holder.service");
    await fleet.run("systemctl", "--user", "start", "mosaic-agent@canary.service");
    const { stdout } = await fleet.run("tmux", "-L", defaultSocket, "ls");
    hold(
      /^canary: [^\n]*$/.test(stdout),
      `\`tmux -L ${defaultSocket} ls\` shows ${JSON.stringify(stdout)}, not \`canary\` alone`,
    );
    const processes = await fleet.run("ps", "-A", "-ww", "-o", "comm=,args=");
    const node = processes.stdout.split("\n").find((line) => /(^|[/ ])node /.test(line));
    hold(node === undefined, `a Node process runs inside: ${node}`);

    // Only now, for the fourth view: `status` needs a roster
    await fleet.writeRoster({ agents: ["canary"] });
    await fleet.agree("after the manual sequence", { agents: { canary: "running" } });
  },
};

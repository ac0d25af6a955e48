import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { defaultSocket } from "@mosaicstack/fleet";
import { runningLife, runningServer } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { standBefore } from "../../stage/strike-at.js";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";

/** What `send` has tmux do: the look, then the text, then its paste. */
const STEPS = ["list-panes", "load-buffer", "paste-buffer"] as const;
const TEXT = "touch ~/typed";

export const pasteGuard: Scenario = {
  id: "paste-guard",
  title: "an agent or its server ends while a message is on its way: no shell and no other gets it",
  async run(fleet) {
    const before = await startPair(fleet);
    const [victim = "", neighbour = ""] = fleet.random.shuffle(PAIR);
    const step = fleet.random.pick(STEPS);
    const { home } = fleet.sandbox;
    const env = standBefore(step, home);
    const sending = fleet.tryFleet(["send", victim, TEXT, "--json"], { env });
    await fleet.until(`a \`send\` in front of its \`${step}\``, async () =>
      existsSync(join(home, "stands")),
    );

    const whole = fleet.random.below(2) === 0;
    fleet.kill(whole ? runningServer(before) : runningLife(before, victim).pane);
    const renewed = whole ? PAIR : [victim];
    const kept = whole ? [] : [neighbour];
    if (fleet.supervisor === "systemd")
      await fleet.agree("after the end", { agents: PAIR_RUNS, before, renewed, kept });
    else
      await fleet.agree("after the end", {
        agents: { ...PAIR_RUNS, ...Object.fromEntries(renewed.map((name) => [name, "failed"])) },
        server: whole ? "absent" : "running",
      });
    // Shells of a person; on a new server they may have the numbers of the old panes
    const tmux = async (...words: readonly string[]): Promise<string> =>
      (await fleet.run("tmux", "-L", defaultSocket, ...words)).stdout;
    await tmux("new-session", "-d", "-s", "notes", "exec sh");
    for (const _ of PAIR) await tmux("new-window", "-t", "=notes:", "exec sh");

    await writeFile(join(home, "go"), "");
    const { stdout, stderr, timedOut } = await sending;
    hold(!timedOut, `\`send\` did not end: ${stderr}`);
    const panes = await tmux("list-panes", "-a", "-F", "#{pane_id} #{session_name}");
    for (const line of panes.split("\n")) {
      const [pane = "", session = ""] = line.split(" ");
      const shown = await tmux("capture-pane", "-p", "-S", "-", "-t", pane);
      const times = shown.split(TEXT).length - 1;
      hold(
        session === victim || times === 0,
        `in front of \`${step}\`, \`send\` typed into ${session}: ${shown}\n${stdout}`,
      );
    }
    await tmux("kill-session", "-t", "=notes:");
    await fleet.up();
    await fleet.agree("after a person's shells and an `up`", { agents: PAIR_RUNS });
    const { exitCode } = await fleet.sandbox.exec("test", ["-e", "typed"]);
    hold(exitCode === 1, `in front of \`${step}\`, \`send\` had its message run by a shell`);
  },
};

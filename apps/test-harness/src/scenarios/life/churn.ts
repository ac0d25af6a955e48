import { defaultSocket } from "@mosaicstack/fleet";
import { PAIR, PAIR_RUNS, startPair } from "../pair.js";
import type { Scenario } from "../../live/scenario.js";
import { hold } from "../../live/scenario-failure.js";

const SESSIONS = 20;
const COMMANDS = [["status"], ["screen", "cod"], ["send", "coder", "hello"], ["start", "cod"]];

export const churn: Scenario = {
  id: "churn",
  title:
    "commands never attach to the server, and it outlives them beside sessions that come and go",
  async run(fleet) {
    const before = await startPair(fleet);
    const tmux = ["tmux", "-L", defaultSocket] as const;
    let attached = "";
    const done = new AbortController();
    const watch = async (): Promise<void> => {
      while (!done.signal.aborted && attached === "")
        attached = (await fleet.run(...tmux, "list-clients")).stdout;
    };
    const come = async (): Promise<void> => {
      for (let at = 0; at < SESSIONS; at++)
        await fleet.run(...tmux, "new-session", "-d", "-s", `short-${at}`, "true");
    };
    const ask = async (argv: readonly string[]): Promise<void> => {
      for (let time = 0; time < 3; time++) await fleet.fleet(...argv);
    };
    const all = Promise.all([come(), ...fleet.random.shuffle(COMMANDS).map(ask)]);
    await Promise.all([watch(), all.finally(() => done.abort())]);
    hold(attached === "", `a command attached to the server: ${attached}`);
    const { stdout: version } = await fleet.run("tmux", "-V");
    await fleet.agree(`after ${SESSIONS} short sessions beside commands, on ${version}`, {
      agents: PAIR_RUNS,
      before,
      kept: PAIR,
    });
  },
};

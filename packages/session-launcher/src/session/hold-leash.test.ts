import { closeSync, constants, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { everyShell } from "@mosaicstack/agent-channel/testing";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { openByHand, type ByHand } from "../../test/by-hand.js";
import { readProcesses } from "./processes.js";

describe.each(everyShell())("the process beside a pane half under $name", (shell) => {
  let hand: ByHand;
  let half: number;
  let folder: string;
  /** What the agent left: apart from its session, with its mark, and deaf to TERM. */
  let left: number;
  beforeEach(async () => {
    hand = await openByHand(shell);
    const leaves = hand.program(
      "leaves",
      `setsid sh -c 'trap "" TERM HUP; echo $$ >"$HOME/left"; while :; do sleep 0.2; done' &\nexec sleep 1000`,
    );
    await hand.start("a", leaves);
    await waitFor(() => (hand.read("left") ?? "").endsWith("\n"), { what: "what is left" });
    left = Number(hand.read("left"));
    half = Number(await hand.ask("display-message", "-p", "-t", "=a:", "#{pane_pid}"));
    folder = join(hand.runtime, "mosaic-fleet/hand", hand.folders()[0] ?? "");
  });
  afterEach(async () => {
    if (isAlive(left)) process.kill(left, "SIGKILL");
    await hand[Symbol.asyncDispose]();
  });
  const isAlive = (pid: number): boolean =>
    !["Z", "X", undefined].includes(readProcesses().get(pid)?.state);
  const beside = (): number[] =>
    [...readProcesses().values()].flatMap(({ pid, session }) =>
      session === half && pid !== half && argv(pid).includes(folder) ? pid : [],
    );
  const argv = (pid: number): string => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "latin1");
    } catch {
      return "";
    }
  };
  const stop = async (): Promise<number> => {
    const leash = openSync(join(folder, "leash"), constants.O_WRONLY | constants.O_NONBLOCK);
    writeSync(leash, "stopper\n");
    process.kill(-half, "SIGTERM");
    await waitFor(() => !isAlive(half), { what: "the end of the pane half" });
    return leash;
  };

  test("leaves what is left to a stop, once that says it is done", async () => {
    const watching = beside();
    expect(watching).toHaveLength(1);
    const leash = await stop();
    writeSync(leash, "end\n");
    await waitFor(() => !watching.some(isAlive), { what: "the end of the process beside" });
    closeSync(leash);
    expect(isAlive(left)).toBe(true);
  });

  test("ends what is left where the stop ended without a word", async () => {
    closeSync(await stop());
    await waitFor(() => !isAlive(left), { what: "the end of what was left" });
    await waitFor(() => hand.folders().length === 0, { what: "the folder to go" });
    expect(isAlive(left)).toBe(false);
  });
});

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDrainedAgent } from "../../test/drained-agent.js";
import { installPaneScripts } from "../../test/pane-scripts.js";
import { everyShell } from "../testing/shells.js";
import { journalOf } from "./journal.js";

let shelter: ThrowAwayTmux;
beforeAll(async () => {
  shelter = await openThrowAwayTmux({ start: false });
});
afterAll(async () => await shelter.close());

test.each(everyShell())(
  "the drain tells of each message by what it was told under $name",
  async (shell) => {
    const script = installPaneScripts(join(shelter.directory, shell.name), shell).drainQueue;
    await using agent = await openDrainedAgent(script);
    const { channel, pane, tmux } = agent.target;
    mkdirSync(journalOf(channel).folder, { recursive: true, mode: 0o700 });
    agent.tell("state=idle\nsource=hook\n");
    // Its sender died before Enter
    mkdirSync(join(channel.state, "taken"), { recursive: true });
    writeFileSync(join(channel.state, "taken/1000000000000-left"), "cut off");
    await tmux.run(["send-keys", "-l", "-t", pane.id, "cut off"], pane);
    await waitFor(async () => (await agent.screen()).includes("cut off"), { what: "its text" });
    agent.enqueue(" ");
    expect(await agent.drain()).toEqual([0, ""]);
    const journal = readFileSync(join(journalOf(channel).folder, "events"), "utf8");
    const told = journal
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>)
      .map(({ kind, message, to, source }) => [kind, message, to, source]);
    expect(told).toEqual([
      ["delivery", "left", "delivered", "hook"],
      ["delivery", "m001", "refused", "queue"],
    ]);
  },
);

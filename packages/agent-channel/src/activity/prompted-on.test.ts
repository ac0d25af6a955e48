import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { openDrainedAgent } from "../../test/drained-agent.js";
import { installPaneScripts, program } from "../../test/pane-scripts.js";
import { readDeliveries } from "../channel/deliveries.js";
import { enqueue } from "../channel/queue.js";
import { everyShell } from "../testing/shells.js";

// Behind a usage limit an agent is told once to go on: by itself, by a person, or by us.
const over = "state=blocked\nsource=hook\nkind=quota\nuntil=1700000000\n";
const goesOn = "  Continuing shortly · Esc to cancel";

describe.each(everyShell())("an agent behind its limit, under $name", (shell) => {
  /** What the sleeper does with these words on the screen; `slept` is run after each sleep. */
  const wake = async (
    words: string,
    slept = "",
    waits?: string,
  ): Promise<[sleeps: number, queue: string[]]> => {
    const shows = ["sh", "-c", 'echo "$1"; exec sleep 3600', "sh", words];
    await using agent = await openDrainedAgent("", {}, shows);
    const { folder } = agent.target.channel;
    const tools = join(agent.server.directory, "tools");
    mkdirSync(tools);
    const text = readFileSync(join(import.meta.dirname, "../../scripts/agent-hook.sh"), "utf8");
    const script = program(
      join(tools, "agent-hook.sh"),
      text.replace(/^#!.*/, () => shell.shebang),
    );
    program(
      join(tools, "sleep"),
      `#!/bin/sh\necho "$1" >> ${tools}/slept\ncd ${folder}\n${slept}\n`,
    );
    await waitFor(async () => (await agent.screen()).includes(words.trim()), { what: words });
    agent.tell(over);
    if (waits !== undefined) writeFileSync(join(folder, "state/queue", waits), "what waits");
    const env = { PATH: `${tools}:${process.env["PATH"]}`, MOSAIC_CHANNEL: folder };
    await execa(script, ["--wake"], { env });
    const sleeps = readFileSync(join(tools, "slept"), "utf8").trimEnd().split("\n").length;
    return [
      sleeps,
      agent
        .names("queue")
        .toSorted()
        .map((name) => name.replace(/^\d+-|\d+$/g, "")),
    ];
  };

  test("is prompted on where it says nothing of that", async () => {
    expect(await wake("Usage limit reached")).toEqual([1, ["resume-"]]);
  });

  test("is left alone while it says that it goes on by itself, and when it does", async () => {
    const works = "[ $(wc -l <../../../tools/slept) -lt 3 ] || echo state=working >activity";
    expect(await wake(goesOn, works)).toEqual([3, []]);
  });

  test("is prompted on before it gets what waits", async () => {
    const [, queue] = await wake("Usage limit reached", "", "1600000000123-m1");
    expect(queue).toEqual(["resume-", "m"]);
  });

  test("is prompted on where it says so and lets its time pass", async () => {
    expect(await wake(goesOn)).toEqual([61, ["resume-"]]);
  });

  test.each([
    ["state=done\nsource=hook\n", "cancelled", []],
    ["state=error\nsource=hook\n", "cancelled", []],
    ["state=idle\nsource=hook\n", "delivered", ["Go on"]],
    [over, "delivered", ["Go on"]],
  ])("with %j a prompt that waits is %s", async (activity, outcome, heard) => {
    await using agent = await openDrainedAgent("");
    const { channel } = agent.target;
    const script = installPaneScripts(join(agent.server.directory, "scripts"), shell).drainQueue;
    agent.aim({ on_quota: "resume" });
    agent.tell(activity);
    enqueue(channel, "resume-1700000060", "Go on");
    await execa(script, [channel.folder]);
    expect(agent.submissions().map(({ text }) => text)).toEqual(heard);
    expect(readDeliveries(channel).map((each) => each.outcome)).toEqual([outcome]);
    expect(agent.names("queue")).toEqual([]);
  });
});

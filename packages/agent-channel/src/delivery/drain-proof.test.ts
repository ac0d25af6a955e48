import { once } from "node:events";
import { existsSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dialogsBehind } from "../../test/dialogs-behind.js";
import { openDrainedAgent, type DrainedAgent } from "../../test/drained-agent.js";
import { installPaneScripts } from "../../test/pane-scripts.js";
import { shellsOfLongSuites } from "../testing/shells.js";
import { replaceFile } from "@mosaicstack/outside-files";

const quoted = 'the "message"\n漢\tof C:\\new';

// What the drain may press Enter for, and what proves that it was heard.
describe.each(shellsOfLongSuites())("drain-queue.sh under $name", (shell) => {
  let shelter: ThrowAwayTmux;
  let script: string;
  beforeAll(async () => {
    shelter = await openThrowAwayTmux({ start: false });
    script = installPaneScripts(join(shelter.directory, "scripts"), shell).drainQueue;
  });
  afterAll(async () => await shelter.close());

  const open = async (env: Readonly<Record<string, string>> = {}): Promise<DrainedAgent> =>
    await openDrainedAgent(script, env);
  const sent = (agent: DrainedAgent): (string | undefined)[] =>
    agent.submissions().map(({ text }) => text);

  test.each(dialogsBehind)(
    "a dialog behind the paste gets no Enter: %s",
    async (_, text, program) => {
      await using agent = await openDrainedAgent(script, {}, program);
      await waitFor(async () => (await agent.screen()).includes(">"), { what: "its first words" });
      agent.tell("state=idle\nsource=hook\n");
      const message = agent.enqueue(text);
      expect(await agent.drain()).toEqual([0, ""]);
      expect(agent.record(message)).toMatchObject({
        outcome: "uncertain",
        reason: 'dialog ("[y/n]")',
      });
      expect(await agent.screen()).not.toContain("ANSWERED");
    },
  );

  test.each<[string, string, string]>([
    [
      "of another prompt",
      '{"prompt":"something else","more":"the \\"message\\" 漢 of C:\\\\new"}',
      "uncertain",
    ],
    ["of no prompt", "{}", "delivered"],
    [
      "of this one, with more around",
      JSON.stringify({ id: "1", prompt: `<x>${quoted}</x>`, more: "" }),
      "delivered",
    ],
    [
      "of this one, in ASCII",
      '{"prompt": "the \\"message\\"\\n\\u6f22\\tof C:\\\\new"}',
      "delivered",
    ],
    ["that is not new", "", "uncertain"],
  ])("a receipt %s, and work that began: %s is %s", async (_, receipt, outcome) => {
    await using agent = await open({ BOX_DEAF: "99" });
    const { folder } = agent.target.channel;
    writeFileSync(join(folder, "receipt"), '{"prompt":"before"}');
    const message = agent.enqueue(quoted);
    const end = once(agent.start(), "close");
    await waitFor(() => existsSync(join(folder, ".receipt")), { what: "its Enter" });
    agent.tell("state=working\nsource=hook\n");
    if (receipt !== "") replaceFile(join(folder, "receipt"), receipt);
    await end;
    expect(agent.record(message)).toMatchObject({ outcome });
  });

  test("work that began behind the paste gets no Enter; its end sends off what stands in the box", async () => {
    await using agent = await open();
    const message = agent.enqueue("text");
    const taken = watch(join(agent.target.channel.state, "taken"), () =>
      agent.tell("state=working\nsource=hook\n"),
    );
    await agent.drain();
    taken.close();
    expect([sent(agent), agent.record(message)]).toEqual([[], undefined]);
    agent.tell("state=done\nsource=hook\n");
    await agent.drain();
    expect(sent(agent)).toEqual(["text"]);
    expect(agent.record(message)).toMatchObject({ outcome: "delivered", receipt: "hook" });
  });

  test("one that reads by lines: what it would lose is refused, and what is short gets one Enter without an echo", async () => {
    const answer = `printf 'state=idle\\nsource=hook\\n' >"$MOSAIC_CHANNEL/activity"; while read -r x; do echo "got: $x"; echo '{}' >"$MOSAIC_CHANNEL/new"; mv "$MOSAIC_CHANNEL/new" "$MOSAIC_CHANNEL/receipt"; done`;
    const program = ["sh", "-c", `stty sane -echo; ${answer}`];
    await using agent = await openDrainedAgent(script, {}, program);
    await waitFor(() => existsSync(join(agent.target.channel.folder, "activity")), { what: "it" });
    const long = agent.enqueue("x".repeat(5000));
    const short = agent.enqueue("short");
    await agent.drain();
    expect(agent.record(long)).toMatchObject({
      outcome: "refused",
      reason: "too-long: a line is longer than 4095 bytes, and this program reads by lines",
    });
    expect(agent.record(short)).toMatchObject({ outcome: "delivered" });
    await waitFor(async () => (await agent.screen()).includes("got: short"), { what: "it" });
    expect((await agent.screen()).match(/got:/g)).toHaveLength(1);
  });
});

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDrainedAgent, type DrainedAgent } from "../../test/drained-agent.js";
import { installPaneScripts, toolFolder } from "../../test/pane-scripts.js";
import { everyShell } from "../testing/shells.js";
import { openPlanted } from "../../test/planted.js";

// Each waits out what it cannot know. The other shells read the same words in drain-queue.test.ts.
describe.each(everyShell().slice(0, 1))(
  "what is planted before drain-queue.sh, run by $name",
  (shell) => {
    let shelter: ThrowAwayTmux;
    let script: string;
    beforeAll(async () => {
      shelter = await openThrowAwayTmux({ start: false });
      script = installPaneScripts(join(shelter.directory, "scripts"), shell).drainQueue;
    });
    afterAll(async () => await shelter.close());

    const sent = (agent: DrainedAgent): (string | undefined)[] =>
      agent.submissions().map(({ text }) => text);
    const idle = "state=idle\nsource=hook\n";
    /** As a sender left it that was killed while it handed the text over. */
    const cutOff = (agent: DrainedAgent, id: string, text: string): void =>
      writeFileSync(join(agent.target.channel.state, "taken", `1000000000000-${id}`), text);

    test("costs itself alone: the message behind it arrives, and nothing is written through it", async () => {
      await using agent = await openDrainedAgent(script);
      const { folder, state } = agent.target.channel;
      const planted = openPlanted(join(agent.server.directory, "person"));
      const before = planted.outside();
      const target = readFileSync(join(folder, "target"));
      const foreign = planted.kinds.filter((kind) => !["nul", "no-text", "torn"].includes(kind));
      for (const kind of foreign)
        for (const name of ["queue", "taken"])
          planted.put(kind, join(state, name, `1000000000000-${kind}`));
      agent.enqueue("one");
      const names = readdirSync(join(state, "taken"));
      expect(await agent.drain()).toEqual([0, ""]);
      expect(sent(agent)).toEqual(["one"]);
      expect(readdirSync(join(state, "taken"))).toEqual(names);
      const next = agent.enqueue("two");
      // The functions are the same in every shell: elsewhere some of the kinds do
      const some = (kinds: readonly string[]): readonly string[] =>
        shell.name === "sh" ? kinds : kinds.filter((kind) => /^(fifo|link|nul)$/.test(kind));
      for (const kind of some(planted.kinds)) {
        // What says nothing of use keeps it waiting
        planted.put(kind, join(folder, "activity"));
        const [code] = await agent.drain();
        expect([kind, code, agent.names("queue").includes(next.name)]).toEqual([kind, 0, true]);
        planted.put("torn", join(folder, "activity"));
        agent.tell(idle);
        planted.put(kind, join(folder, "target"));
        expect([kind, await agent.drain()]).toEqual([kind, [0, ""]]);
        planted.put("torn", join(folder, "target"));
        writeFileSync(join(folder, "target"), target);
      }
      expect(planted.outside()).toEqual(before);
      const places = ["deliveries", "../receipt", "../.receipt", "../.waiting", "../lock"];
      for (const kind of some(["fifo", "link", "folder", "device", "sparse"])) {
        for (const name of places) {
          // A lock that cannot be had is told; the box cannot replace a folder
          const isFatal = kind === "folder" && ["../lock", "../receipt"].includes(name);
          if (!isFatal)
            planted.put(
              kind,
              join(name.startsWith("..") ? folder : state, name.replace("../", "")),
            );
        }
        const message = kind === "fifo" ? next : agent.enqueue(kind);
        expect([kind, await agent.drain()]).toEqual([kind, [0, ""]]);
        expect([kind, sent(agent).at(-1)]).toEqual([kind, kind === "fifo" ? "two" : kind]);
        if (kind === "folder") continue;
        const records = readFileSync(join(state, "deliveries"), "utf8");
        expect(records).toMatch(new RegExp(`"id":"${message.id}".*"outcome":"delivered"`));
      }
      for (const [name, code] of [
        ["lock", 73],
        ["state", 0],
      ] as const) {
        planted.put("folder", join(folder, name));
        agent.enqueue(name);
        expect([name, (await agent.drain())[0]]).toEqual([name, code]);
        rmSync(join(folder, name), { recursive: true });
      }
      planted.put("link-to-folder", join(folder, "state"));
      expect(await agent.drain()).toEqual([0, ""]);
      expect(planted.outside()).toEqual(before);
    });

    test("a flood of other names, a line cut short, a client that is no tmux: neither costs a message", async () => {
      await using agent = await openDrainedAgent(script);
      const { folder, state } = agent.target.channel;
      for (let at = 0; at < 4200; at++) writeFileSync(join(state, "queue", `${at}-x`), "");
      writeFileSync(join(state, "deliveries"), '{"id":"cut","at":');
      const target = readFileSync(join(folder, "target"), "utf8");
      const message = agent.enqueue("behind");
      const others = "client=/usr/bin/env\nsocket=x/tmux:/y\n";
      writeFileSync(join(folder, "target"), target.replace(/^(client|socket)=.*\n/gm, "") + others);
      expect(await agent.drain()).toEqual([0, ""]);
      expect(agent.names("queue")).toContain(message.name);
      writeFileSync(join(folder, "target"), target);
      expect(await agent.drain()).toEqual([0, ""]);
      expect(sent(agent)).toEqual(["behind"]);
      expect(agent.record(message)?.outcome).toBe("delivered");
    });

    test("a text loses what could act on the terminal, and its record is of what was typed", async () => {
      await using agent = await openDrainedAgent(script);
      const raw = Buffer.from(
        "a\x1b[201~\x03\x9b31m\xc2\x85b\x7f\r\nc\rd\xff\te\xc3\xa9\0",
        "latin1",
      );
      const text = "a[201~31mb\nc\nd\teé";
      const message = agent.enqueue("");
      writeFileSync(join(agent.target.channel.state, "queue", message.name), raw);
      expect(await agent.drain()).toEqual([0, ""]);
      expect(sent(agent)).toEqual([text]);
      const sha256 = createHash("sha256").update(text).digest("hex");
      expect(agent.record(message)).toMatchObject({
        outcome: "delivered",
        bytes: Buffer.byteLength(text),
        sha256,
      });
    });

    test("one that was cut off and cannot be removed is told once, and ends the drain", async () => {
      await using agent = await openDrainedAgent(script);
      const { state } = agent.target.channel;
      const tools = toolFolder(join(agent.server.directory, "tools"), { rm: "/bin/true" });
      for (const id of ["one", "two"]) cutOff(agent, id, id);
      for (let at = 0; at < 2; at++)
        expect((await agent.drain({ PATH: `${tools}:/usr/bin:/bin` }))[0]).toBe(73);
      expect(readFileSync(join(state, "deliveries"), "utf8").split("\n")).toHaveLength(2);
    });

    test("a box that holds more than the one that was cut off gets no Enter, and nothing is pasted behind", async () => {
      await using agent = await openDrainedAgent(script, { BOX_DRAFT: "one and another" });
      cutOff(agent, "one", "one and");
      const next = agent.enqueue("next");
      await agent.drain();
      expect(sent(agent)).toEqual([]);
      expect(agent.record({ ...next, id: "one" })?.outcome).toBe("uncertain");
      expect(agent.names("queue")).toEqual([next.name]);
    });

    test("what stands in a line of a program without a box is cleared, where nothing else can be in it", async () => {
      const log = join(shelter.directory, `lines-${shell.name}`);
      const body = `stty sane; echo ready; while read -r x; do echo "$x" >>"$0"; echo '{}' >"$MOSAIC_CHANNEL/new"; mv "$MOSAIC_CHANNEL/new" "$MOSAIC_CHANNEL/receipt"; done`;
      mkdirSync(shelter.directory, { recursive: true });
      await using agent = await openDrainedAgent(script, {}, ["sh", "-c", body, log]);
      const { tmux, pane } = agent.target;
      const shows = async (text: string): Promise<unknown> =>
        await waitFor(async () => (await agent.screen()).includes(text), { what: text });
      await shows("ready");
      agent.tell(idle);
      await tmux.panes.keys(pane, "m", "i", "n", "e", "l", "e", "f", "t");
      await shows("mineleft");
      cutOff(agent, "left", "left");
      const next = agent.enqueue("next");
      await agent.drain();
      expect([agent.names("queue"), existsSync(log)]).toEqual([[next.name], false]);
      await tmux.panes.keys(pane, "C-u", "l", "e", "f", "t");
      await waitFor(async () => (await agent.screen()).trimEnd().endsWith("\nleft"), {
        what: "left",
      });
      await agent.drain();
      await waitFor(() => existsSync(log), { what: "a line" });
      expect(readFileSync(log, "utf8")).toBe("next\n");
      expect(agent.record({ ...next, id: "left" })?.outcome).toBe("uncertain");
      expect(agent.record(next)?.outcome).toBe("delivered");
    });
  },
);

import { createHash } from "node:crypto";
import { once } from "node:events";
import { watch } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BoxedAgent } from "../../test/boxed-agent.js";
import { openDrainedAgent, type DrainedAgent } from "../../test/drained-agent.js";
import { moments } from "../../test/moments.js";
import { installPaneScripts, toolFolder } from "../../test/pane-scripts.js";
import { shellsOfLongSuites } from "../testing/shells.js";
import { recordDelivery } from "../channel/deliveries.js";
import type { QueuedMessage } from "../channel/queue.js";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

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
  const sent = (agent: BoxedAgent): (string | undefined)[] =>
    agent.submissions().map(({ text }) => text);
  test.each(["plain", "chunk", "burst"])(
    "a box that takes Enter as `%s` gets one message for each turn, byte for byte",
    async (mode) => {
      await using agent = await open({ BOX_MODE: mode });
      const texts = [
        "- first; `id`;",
        "line\n\tü 漢字 ✓\n\nlast $HOME\\n;",
        `${"x".repeat(99)}\n`.repeat(300),
      ];
      const messages = texts.map((text) => agent.enqueue(text));
      for (const [at, message] of messages.entries()) {
        expect(await agent.drain()).toEqual([0, ""]);
        expect(agent.submissions().map((each) => each.sha256)).toEqual(
          texts.slice(0, at + 1).map(sha256),
        );
        expect(agent.record(message)).toMatchObject({
          outcome: "delivered",
          receipt: "hook",
          bytes: Buffer.byteLength(texts[at] ?? ""),
          sha256: sha256(texts[at] ?? ""),
        });
        expect(agent.names("queue")).toHaveLength(2 - at);
      }
      expect(await agent.drain()).toEqual([0, ""]);
      expect(agent.submissions()).toHaveLength(3);
    },
  );

  test("a pane is the agent's by its marks, whatever its session is called and whoever shares it", async () => {
    await using agent = await open();
    const { tmux, pane } = agent.target;
    const message = agent.enqueue("one");
    const name = async (value: string): Promise<string> =>
      await tmux.run(["set-option", "-p", "-t", pane.id, "@mosaic_agent", value], pane);
    await name("another");
    await agent.drain();
    expect(sent(agent)).toEqual([]);
    await name("it");
    await tmux.run(["rename-session", "-t", "=it:", "feature"]);
    await execa("tmux", [
      "-S",
      tmux.socketPath,
      "new-session",
      "-d",
      "-s",
      "it",
      "-t",
      "=feature:",
    ]);
    await agent.drain();
    expect(sent(agent)).toEqual(["one"]);
    expect(agent.record(message)).toMatchObject({ outcome: "delivered" });
  });

  test("a message that was cut off is not pasted; where it stands in the box, Enter completes it", async () => {
    await using agent = await open({ BOX_DRAFT: "pasted before" });
    const { channel } = agent.target;
    const taken = ["pasted before", "of which nobody knows", "recorded"].map((text) => {
      const message = agent.enqueue(text);
      return { message, text };
    });
    await execa("mv", [
      ...agent.names("queue").map((name) => join(channel.state, "queue", name)),
      join(channel.state, "taken"),
    ]);
    const id = taken[2]?.message.id ?? "";
    recordDelivery(channel, { id, at: "2026-01-01", outcome: "delivered", receipt: "native" });
    const next = agent.enqueue("the next");
    await agent.drain();
    expect(sent(agent)).toEqual(["pasted before", "the next"]);
    expect(taken.map(({ message }) => agent.record(message)?.outcome)).toEqual([
      "delivered",
      "uncertain",
      "delivered",
    ]);
    expect(agent.record(next)?.outcome).toBe("delivered");
    expect(agent.names("taken")).toEqual([]);
  });

  test("killed at any moment: once, or uncertain, or still queued", async () => {
    await using agent = await open({ BOX_MODE: "chunk" });
    const rounds = shell.name === "sh" ? 24 : 10;
    const messages: { message: QueuedMessage; text: string }[] = [];
    const put = (text: string): void => void messages.push({ message: agent.enqueue(text), text });
    put("undisturbed");
    const began = performance.now();
    await agent.drain();
    const lives = moments(rounds, performance.now() - began);
    for (const [round, moment] of lives.entries()) {
      put(`message ${round}\nof ${rounds} rounds`);
      const child = agent.start();
      await sleep(moment);
      if (child.exitCode !== null || child.pid === undefined) continue;
      // Now and then its children live on for a while
      process.kill(round % 3 === 0 ? child.pid : -child.pid, "SIGKILL");
    }
    while (agent.names("queue").length + agent.names("taken").length > 0) await agent.drain();
    const got = sent(agent);
    const ends = messages.map(({ message, text }) => ({
      times: got.filter((each) => each === text).length,
      outcome: agent.record(message)?.outcome,
    }));
    expect(ends.filter(({ times }) => times > 1)).toEqual([]);
    expect(ends.filter(({ times, outcome }) => times === 0 && outcome !== "uncertain")).toEqual([]);
    expect(got.filter((text) => !messages.some((each) => each.text === text))).toEqual([]);
    expect(ends[0]).toEqual({ times: 1, outcome: "delivered" });
  });

  test("without flock it says so, and a folder that is none is named", async () => {
    await using agent = await open();
    agent.enqueue("text");
    const tools = toolFolder(join(agent.server.directory, "tools"), { cat: "/bin/cat" });
    expect(await agent.drain({ PATH: tools })).toEqual([69, expect.stringContaining("flock(1)")]);
    const { exitCode, stderr } = await execa(script, ["/nowhere"], { reject: false });
    expect([exitCode, stderr]).toEqual([64, expect.stringContaining("`/nowhere`")]);
  });

  // What the shell has no part in.
  if (shell.name !== "sh") return;

  test("a turn's end drains the next, until nothing waits", async () => {
    await using agent = await open({ BOX_DRAIN: script });
    const texts = ["one", "two", "three", "four"];
    for (const text of texts) agent.enqueue(text);
    await agent.drain();
    await waitFor(() => agent.submissions().length === 4, { what: "all four" });
    expect(sent(agent)).toEqual(texts);
  });

  test("Enter is sent again until it is taken, the paste is not; without a receipt it is uncertain", async () => {
    await using agent = await open({ BOX_DEAF: "2" });
    agent.enqueue("heard at last");
    await agent.drain();
    expect(sent(agent)).toEqual(["heard at last"]);
    await using deaf = await open({ BOX_DEAF: "99" });
    const message = deaf.enqueue("never heard");
    expect(await deaf.drain()).toEqual([0, ""]);
    expect(deaf.record(message)).toMatchObject({ outcome: "uncertain", receipt: null });
    expect((await deaf.screen()).match(/never heard/g)).toHaveLength(1);
    expect([...deaf.names("queue"), ...deaf.names("taken")]).toEqual([]);
  });

  test("what waits behind one that nobody told of is handed over all the same", async () => {
    await using agent = await open({ BOX_HOOK: "0" });
    agent.tell("state=idle\nsource=hook\n");
    const messages = ["one", "two"].map((text) => agent.enqueue(text));
    await agent.drain();
    expect(sent(agent)).toEqual(["one", "two"]);
    for (const message of messages)
      expect(agent.record(message)).toMatchObject({ outcome: "uncertain", receipt: null });
    expect([...agent.names("queue"), ...agent.names("taken")]).toEqual([]);
  });

  test.each<[string, Record<string, string>]>([
    ["state=working", {}],
    ["state=blocked\nkind=permission", {}],
    ["state=blocked\nkind=quota", {}],
    ["state=blocked\nkind=quota\nuntil=99999999999", { on_quota: "resume" }],
    ["state=starting", {}],
    ["", {}],
    ["state=idle", { session: "other" }],
    ["state=idle", { session: "i#{t}" }],
    ["state=idle", { pane: "0" }],
    ["state=idle", { pane: "%99" }],
    ["state=idle", { socket: "/nowhere" }],
    ["state=idle", { client: "" }],
    ["state=idle", { draft: "^\\[box plain\\]" }],
  ])("nothing is typed with %j, %j", async (activity, target) => {
    await using agent = await open();
    agent.tell(`${activity}\n`);
    agent.aim(target);
    agent.enqueue("text");
    const before = await agent.screen();
    await agent.drain();
    expect(await agent.screen()).toBe(before);
    expect([agent.names("queue").length, agent.names("taken").length]).toEqual([1, 0]);
  });

  test("a quota that is over is a turn's end, where it was asked for", async () => {
    await using agent = await open();
    agent.tell("state=blocked\nsource=hook\nkind=quota\nuntil=1700000000\n");
    agent.enqueue("go on");
    agent.aim({ on_quota: "resume" });
    await agent.drain();
    expect(sent(agent)).toEqual(["go on"]);
  });

  test("copy mode is left", async () => {
    await using agent = await open();
    const { server, target } = agent;
    await execa("tmux", ["-L", "throw-away", "copy-mode", "-t", target.pane.id], {
      env: server.env,
    });
    agent.enqueue("text");
    await agent.drain();
    expect(sent(agent)).toEqual(["text"]);
  });

  test("a dead pane keeps the message and its server", async () => {
    await using agent = await open();
    const { tmux, pane } = agent.target;
    await execa("tmux", ["-L", "throw-away", "set-option", "-g", "remain-on-exit", "on"], {
      env: agent.server.env,
    });
    await tmux.panes.keys(pane, "C-c");
    await waitFor(async () => (await tmux.list(["pane_dead"]))[0]?.pane_dead, {
      what: "its death",
    });
    agent.enqueue("text");
    expect(await agent.drain()).toEqual([0, ""]);
    expect([agent.names("queue").length, agent.names("taken").length]).toEqual([1, 0]);
    expect(await tmux.list(["session_name"])).toHaveLength(1);
  });

  test("drains at once take turns, and none types twice", async () => {
    await using agent = await open({ BOX_TURN_MS: "50" });
    const texts = ["one", "two", "three"];
    for (const text of texts) agent.enqueue(text);
    await Promise.all(Array.from({ length: 6 }, async () => await agent.drain()));
    expect(sent(agent)).toEqual(texts.slice(0, agent.submissions().length));
    while (agent.names("queue").length > 0) await agent.drain();
    expect(sent(agent)).toEqual(texts);
  });

  test("a stopped server: it waits in the queue", async () => {
    await using agent = await open();
    const { pid } = agent.target.pane.server;
    const message = agent.enqueue("text");
    process.kill(pid, "SIGSTOP");
    expect((await agent.drain())[0]).toBe(69);
    expect(agent.names("queue")).toEqual([message.name]);
    process.kill(pid, "SIGCONT");
    await agent.drain();
    expect(sent(agent)).toEqual(["text"]);
  });

  test("a server that stops on the way: once at most", async () => {
    await using agent = await open();
    const { channel, pane } = agent.target;
    const message = agent.enqueue("text");
    const taken = watch(join(channel.state, "taken"), () =>
      process.kill(pane.server.pid, "SIGSTOP"),
    );
    await once(agent.start(), "close");
    taken.close();
    process.kill(pane.server.pid, "SIGCONT");
    await agent.drain();
    await waitFor(() => agent.record(message), { what: "its record" });
    expect([[], ["text"]]).toContainEqual(sent(agent));
    expect([...agent.names("queue"), ...agent.names("taken")]).toEqual([]);
  });
});

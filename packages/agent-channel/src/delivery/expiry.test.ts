import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBoxedAgent } from "../../test/boxed-agent.js";
import { openDrainedAgent, type DrainedAgent } from "../../test/drained-agent.js";
import { moments } from "../../test/moments.js";
import { installPaneScripts } from "../../test/pane-scripts.js";
import { ensureChannel, type AgentChannel } from "../channel/agent-channel.js";
import { readDeliveries } from "../channel/deliveries.js";
import { isDue, messageName, parseMessageName } from "../channel/message-name.js";
import { enqueue, queued, withdraw } from "../channel/queue.js";
import { waitingMessages } from "../channel/waiting.js";
import { cancelMessage, endExpired } from "../channel/withdraw.js";
import { everyShell } from "../testing/shells.js";
import { deliver } from "./deliver.js";
import { takeLock } from "./lock.js";

/** Whole seconds, that far from now. */
const inSeconds = (count: number): number => (Math.floor(Date.now() / 1000) + count) * 1000;
const linesOf = ({ state }: AgentChannel, id: string): string[] =>
  readDeliveries({ folder: "", state })
    .filter((each) => each.id === id)
    .map(({ outcome }) => outcome);

test("a name tells expiry and withdrawal; old names stay what they were", () => {
  const message = { id: "a-1_b", at: 1_764_172_800_000 };
  const old = "1764172800000-a-1_b";
  expect(parseMessageName(old)).toEqual({ ...message, name: old });
  for (const more of [{ expires: 1_764_172_801_000 }, { withdrawn: "cancelled" as const }]) {
    const name = messageName(message.at, message.id, more);
    expect(parseMessageName(name)).toEqual({ ...message, name, ...more });
  }
  for (const none of ["1764172800000.12-a", "1764172800000.-a", "1764172800000.later-a", "x"])
    expect(parseMessageName(none)).toBeUndefined();
  const at = { name: "", ...message, expires: 1_764_172_801_000 };
  expect([at.expires - 1, at.expires].map((now) => isDue(at, now))).toEqual([false, true]);
});

describe("without a terminal", () => {
  let away: ThrowAwayTmux;
  beforeAll(async () => (away = await openThrowAwayTmux({ start: false })));
  afterAll(async () => await away.close());
  let count = 0;
  const open = (): AgentChannel => {
    const name = `a${(count += 1)}`;
    const channel = {
      folder: join(away.directory, "channels/s", name),
      state: join(away.directory, "agents/s", name),
    };
    ensureChannel(channel);
    return channel;
  };

  test("who reads the queue ends what is due, once, and leaves the rest", () => {
    const channel = open();
    enqueue(channel, "late", "x", { expires: inSeconds(0) });
    enqueue(channel, "early", "y", { expires: inSeconds(60) });
    enqueue(channel, "ever", "z");
    mkdirSync(join(channel.state, "queue", messageName(1, "folder", { expires: 1000 })));
    expect(waitingMessages(channel).map(({ id }) => id)).toEqual(["early", "ever"]);
    endExpired(channel);
    expect(linesOf(channel, "late")).toEqual(["expired"]);
    expect(linesOf(channel, "folder")).toEqual([]);
    expect(readdirSync(join(channel.state, "taken"))).toEqual([]);
  });

  test("cut off behind the rename, the next one tells the end", () => {
    const channel = open();
    const [late, back] = [enqueue(channel, "late", "x"), enqueue(channel, "back", "y")];
    withdraw(channel, late, "expired");
    withdraw(channel, back, "cancelled");
    expect(waitingMessages(channel)).toEqual([]);
    expect([linesOf(channel, "late"), linesOf(channel, "back")]).toEqual([
      ["expired"],
      ["cancelled"],
    ]);
    expect(readdirSync(join(channel.state, "taken"))).toEqual([]);
  });

  test("a message is taken back, unless somebody has it", () => {
    const channel = open();
    const [, held] = ["waits", "held"].map((id) => enqueue(channel, id, id));
    renameSync(
      join(channel.state, "queue", held?.name ?? ""),
      join(channel.state, "taken", held?.name ?? ""),
    );
    expect(cancelMessage(channel, "waits")).toEqual({ how: "cancelled" });
    expect(cancelMessage(channel, "waits")).toEqual({ how: "ended", outcome: "cancelled" });
    expect(cancelMessage(channel, "held")).toEqual({ how: "handing" });
    expect(cancelMessage(channel, "other")).toEqual({ how: "unknown" });
  });
});

test("a message that expires while another one holds the lock, or in the queue, is not typed", async () => {
  await using agent = await openBoxedAgent();
  const { channel } = agent.target;
  const release = await takeLock(channel, 1000);
  const late = await deliver(agent.target, "late", { expires: Date.now() + 500 });
  release?.();
  expect(late.outcome).toBe("expired");
  const past = await deliver(agent.target, "past", { expires: Date.now() - 5000 });
  expect(past.outcome).toBe("expired");
  agent.tell("state=working\nsource=hook\n");
  const until = inSeconds(2);
  const waits = await deliver(agent.target, "waits", { expires: until - 1 });
  expect(waits).toMatchObject({ outcome: "queued", expires: new Date(until).toISOString() });
  await waitFor(() => Date.now() >= until, { what: "its time is up" });
  agent.tell("state=idle\nsource=hook\n");
  expect(await deliver(agent.target, "now")).toMatchObject({ outcome: "delivered" });
  expect(agent.submissions().map(({ text }) => text)).toEqual(["now"]);
  expect(linesOf(channel, waits.id)).toEqual(["expired"]);
});

describe.each(everyShell())("drain-queue.sh under $name", (shell) => {
  let shelter: ThrowAwayTmux;
  let script: string;
  beforeAll(async () => {
    shelter = await openThrowAwayTmux({ start: false });
    script = installPaneScripts(join(shelter.directory, "scripts"), shell).drainQueue;
  });
  afterAll(async () => await shelter.close());
  const sent = (agent: DrainedAgent): (string | undefined)[] =>
    agent.submissions().map(({ text }) => text);

  test("types what is in time, and ends what is not, also while the agent works or holds what was cut off", async () => {
    await using agent = await openDrainedAgent(script, { BOX_DRAFT: "cut off" });
    const { channel } = agent.target;
    const put = (id: string, seconds: number): void =>
      void enqueue(channel, id, id, { expires: inSeconds(seconds) });
    put("late", 0);
    put("in-time", 600);
    agent.tell("state=working\nsource=hook\n");
    expect(await agent.drain()).toEqual([0, ""]);
    expect(linesOf(channel, "late")).toEqual(["expired"]);
    expect(queued(channel).map(({ id }) => id)).toEqual(["in-time"]);
    const cut = messageName(1, "cut", { expires: inSeconds(0) });
    writeFileSync(join(channel.state, "taken", cut), "cut off");
    writeFileSync(
      join(channel.state, "taken", messageName(2, "gone", { withdrawn: "cancelled" })),
      "",
    );
    agent.tell("state=idle\nsource=hook\n");
    await agent.drain();
    // It was pasted, so nobody says that it expired; Enter would hand it over late
    expect([linesOf(channel, "cut"), linesOf(channel, "gone")]).toEqual([
      ["uncertain"],
      ["cancelled"],
    ]);
    expect(sent(agent)).toEqual([]);
    const { pid = 0 } = agent.events().find(({ event }) => event === "boot") ?? {};
    process.kill(pid, "SIGUSR2");
    await waitFor(() => agent.events().some(({ event }) => event === "reset"), { what: "the box" });
    await agent.drain();
    expect(sent(agent)).toEqual(["in-time"]);
    expect(agent.names("taken")).toEqual([]);
    // One that a plugin may be at still is told by its age, whatever its id and its expiry look like
    const young = messageName(Date.now(), "a-b-c-d", { expires: inSeconds(600) });
    writeFileSync(join(channel.state, "taken", young), "young");
    agent.tell("state=idle\nsource=native\n");
    await agent.drain();
    expect(agent.names("taken")).toEqual([young]);
  });

  test("cancelled at any moment of a drain, and killed: one end, and typed only where it was not taken back", async () => {
    await using agent = await openDrainedAgent(script);
    const { channel } = agent.target;
    agent.enqueue("undisturbed");
    const began = performance.now();
    await agent.drain();
    const rounds = shell.name === "sh" ? 12 : 4;
    for (const [round, moment] of moments(rounds, performance.now() - began).entries()) {
      const { id } = agent.enqueue(`message ${round}`);
      const child = agent.start();
      await sleep(moment);
      const { how } = cancelMessage(channel, id);
      if (round % 4 === 3 && child.pid !== undefined && child.exitCode === null)
        process.kill(-child.pid, "SIGKILL");
      if (child.exitCode === null && child.signalCode === null)
        await new Promise((resolve) => child.once("close", resolve));
      while (agent.names("queue").length + agent.names("taken").length > 0) await agent.drain();
      const [end] = linesOf(channel, id);
      const times = sent(agent).filter((text) => text === `message ${round}`).length;
      expect({ round, how, end, times }).toMatchObject({ end: how === "cancelled" ? how : end });
      expect(times).toBe(end === "delivered" ? 1 : end === "cancelled" ? 0 : times);
      expect(times).toBeLessThan(2);
      expect(end).toMatch(/^(delivered|cancelled|uncertain)$/);
    }
  });
});

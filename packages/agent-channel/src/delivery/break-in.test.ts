import { spawn } from "node:child_process";
import { once } from "node:events";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { buildSync } from "esbuild";
import { expect, test } from "vitest";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { boxRuntime } from "../../test/box-runtime.js";
import { openBoxedAgent, type BoxedAgent } from "../../test/boxed-agent.js";
import { moments } from "../../test/moments.js";
import { enqueue, queued } from "../channel/queue.js";
import { deliver } from "./deliver.js";

/** What runs inside the runtimes is plain JavaScript without types. */
interface Module {
  readonly openNativeChannel: (options: {
    readonly free: () => boolean;
    readonly give: (text: string) => Promise<void>;
    readonly environment: Readonly<Record<string, string>>;
  }) => { took(prompt: string, ours: boolean): void; look(): void; close(): void } | undefined;
}
const script = join(import.meta.dirname, "../../scripts/native-channel.js");

/** Ctrl-C ends the box. */
const runtime = { ...boxRuntime, emptyBox: "C-u" };
const sent = (agent: BoxedAgent): (string | undefined)[] =>
  agent.submissions().map(({ text }) => text);
const begin = async (agent: BoxedAgent): Promise<void> => {
  await deliver(agent.target, "a long task");
  await waitFor(() => sent(agent).length === 1, { what: "its turn" });
};

test("`now` reaches an agent in its turn, once, before what is queued, and nothing else does", async () => {
  await using agent = await openBoxedAgent({ BOX_TURN_MS: "never" }, { runtime });
  await begin(agent);
  enqueue(agent.target.channel, "waits", "waits");
  const now = await deliver(agent.target, "by the way", { whenBusy: "now" });
  expect(now).toMatchObject({ outcome: "delivered", receipt: "hook" });
  expect(sent(agent)).toEqual(["a long task", "by the way"]);
  expect(queued(agent.target.channel)).toHaveLength(1);

  const unknown = { ...agent.target, runtime: { ...runtime, busyInput: false, interrupt: null } };
  for (const whenBusy of ["now", "interrupt"] as const) {
    const { outcome, reason } = await deliver(unknown, "no", { whenBusy });
    expect([outcome, reason]).toEqual(["refused", expect.stringMatching(/^busy: /)]);
  }
  agent.tell("state=blocked\nsource=hook\nkind=permission\n");
  const asked = await deliver(agent.target, "no", { whenBusy: "interrupt" });
  expect(asked).toMatchObject({ outcome: "refused", reason: "blocked: permission" });
  agent.tell("state=starting\nsource=hook\n");
  const starts = await deliver(agent.target, "no", { whenBusy: "now" });
  expect(starts).toMatchObject({ outcome: "refused", reason: "starting" });
  expect(sent(agent)).toHaveLength(2);
});

test.each(["now", "interrupt"] as const)("`%s` leaves somebody's draft alone", async (whenBusy) => {
  await using agent = await openBoxedAgent({ BOX_DRAFT: "half-typed" }, { runtime });
  agent.tell("state=working\nsource=hook\n");
  const end = await deliver(agent.target, "no", { whenBusy });
  expect(end).toMatchObject({ outcome: "refused", reason: expect.stringMatching(/^draft/) });
  expect(agent.events().filter(({ event }) => event !== "boot" && event !== "ready")).toEqual([]);
});

test("while it works the screen proves a message only once its box does not hold it any more", async () => {
  await using agent = await openBoxedAgent({ BOX_TURN_MS: "never", BOX_DEAF: "2" }, { runtime });
  await begin(agent);
  const target = { ...agent.target, runtime: { ...runtime, receipt: ["screen"] as const } };
  const policy = { whenBusy: "now", enterMs: 200 } as const;
  const end = await deliver(target, "third time lucky", policy);
  expect(end).toMatchObject({ outcome: "delivered", receipt: "screen" });
  expect(sent(agent)).toEqual(["a long task", "third time lucky"]);

  await using deaf = await openBoxedAgent({ BOX_DEAF: "9" }, { runtime });
  deaf.tell("state=working\nsource=hook\n");
  const stays = await deliver(deaf.target, "stays there", policy);
  expect(stays).toMatchObject({ outcome: "uncertain", receipt: null });
  expect(await deaf.screen()).toContain("> stays there");
});

test.each(["end", "back"])(
  "an interrupted turn that ends so (%s) is followed by the message, before what is queued",
  async (how) => {
    await using agent = await openBoxedAgent(
      { BOX_TURN_MS: "never", BOX_INTERRUPT: how },
      { runtime },
    );
    await begin(agent);
    enqueue(agent.target.channel, "waits", "waits");
    const end = await deliver(agent.target, "stop, do this", { whenBusy: "interrupt" });
    expect(end).toMatchObject({ outcome: "delivered", receipt: "hook" });
    expect(sent(agent)).toEqual(["a long task", "stop, do this"]);
    expect(agent.events().filter(({ event }) => event === "interrupt")).toHaveLength(1);
  },
);

test("one that ignores the key, or leaves a draft, gets nothing", async () => {
  await using deaf = await openBoxedAgent({ BOX_TURN_MS: "never" }, { runtime });
  await begin(deaf);
  const policy = { whenBusy: "interrupt", interruptMs: 700 } as const;
  const end = await deliver(deaf.target, "no", policy);
  expect(end).toMatchObject({ outcome: "refused", reason: expect.stringMatching(/^busy: /) });
  expect(sent(deaf)).toEqual(["a long task"]);

  const env = { BOX_TURN_MS: "never", BOX_INTERRUPT: "back" };
  await using back = await openBoxedAgent(env, { runtime: { ...runtime, emptyBox: null } });
  await begin(back);
  const held = await deliver(back.target, "no", { whenBusy: "interrupt" });
  expect(held).toMatchObject({ outcome: "refused", reason: expect.stringMatching(/^draft/) });
  expect(sent(back)).toEqual(["a long task"]);
});

test("a plugin that is inside gets the message first as soon as its turn is interrupted; else it is taken back", async () => {
  const native = { ...runtime, channel: { ...runtime.channel, drain: "native" as const } };
  const env = { BOX_HOOK: "0", BOX_TURN_MS: "never", BOX_INTERRUPT: "end" };
  await using agent = await openBoxedAgent(env, { runtime: native });
  const { channel } = agent.target;
  symlinkSync(channel.state, join(channel.folder, "state"));
  await agent.server.tmux.panes.keys(agent.target.pane, "x", "Enter");
  await waitFor(() => sent(agent).length === 1, { what: "its turn" });
  agent.tell("state=working\nsource=native\n");
  const { openNativeChannel } = (await import(script)) as Module;
  const interrupts = (): number =>
    agent.events().filter(({ event }) => event === "interrupt").length;
  const given: string[] = [];
  const inside = openNativeChannel({
    free: () => interrupts() === 1 && given.length === 0,
    give: async (text) => {
      given.push(text);
      inside?.took(text, true);
      await Promise.resolve();
    },
    environment: { MOSAIC_CHANNEL: channel.folder },
  });
  enqueue(channel, "waits", "waits");
  const sending = deliver(agent.target, "stop", { whenBusy: "interrupt" });
  await waitFor(() => interrupts() === 1, { what: "the interrupt" });
  inside?.look();
  expect(await sending).toMatchObject({ outcome: "delivered", receipt: "native" });
  expect(given).toEqual(["stop"]);

  agent.tell("state=working\nsource=native\n");
  const policy = { whenBusy: "interrupt", receiptMs: 300 } as const;
  const deaf = await deliver(agent.target, "no", policy);
  expect(deaf).toMatchObject({ outcome: "refused", reason: expect.stringMatching(/^busy: /) });
  expect(queued(channel).map(({ id }) => id)).toEqual(["waits"]);
  inside?.close();
});

test("a sender of `now` that is killed at any moment: once or not at all, and the next one is whole", async () => {
  await using agent = await openBoxedAgent({ BOX_TURN_MS: "never" }, { runtime });
  await begin(agent);
  const { pane, channel } = agent.target;
  const sender = join(agent.server.directory, "sender.mjs");
  const entryPoints = [join(import.meta.dirname, "../../test/sender.ts")];
  const common = { bundle: true, platform: "node", format: "esm", outfile: sender } as const;
  buildSync({ ...common, entryPoints, conditions: ["@mosaicstack/source"] });
  const start = async (text: string) => {
    const SEND = JSON.stringify({ pane, channel, text, policy: { whenBusy: "now" } });
    const env = { ...agent.server.env, SEND };
    const child = spawn(process.execPath, [sender], { env, stdio: ["ignore", "pipe", "inherit"] });
    const closed = once(child, "close");
    await once(child.stdout, "data");
    return { child, closed };
  };
  const undisturbed = await start("undisturbed");
  const began = performance.now();
  await undisturbed.closed;
  for (const [round, moment] of moments(4, performance.now() - began).entries()) {
    agent.tell("state=working\nsource=hook\n");
    const text = `round ${round} in the midst of a turn`;
    const { child, closed } = await start(text);
    await sleep(moment);
    child.kill("SIGKILL");
    await closed;
    agent.tell("state=idle\nsource=hook\n");
    const next = await deliver(agent.target, `after ${round}`, { enterMs: 600 });
    expect(next).toMatchObject({ outcome: "delivered" });
    expect(sent(agent).at(-1)).toBe(`after ${round}`);
    const own = sent(agent).filter((each) => each?.includes(`round ${round} `));
    expect([[], [text]]).toContainEqual(own);
  }
});

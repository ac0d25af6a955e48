import { once } from "node:events";
import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { boxRuntime } from "../../test/box-runtime.js";
import { openBoxedAgent, type BoxedAgent } from "../../test/boxed-agent.js";
import { enqueue, queued } from "../channel/queue.js";
import { deliver } from "./deliver.js";

void [once, spawn, createRequire];
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

test("a deaf box: the text of `now` stays in it, no proof, and it is not pasted twice", async () => {
  await using agent = await openBoxedAgent({ BOX_TURN_MS: "never", BOX_HOOK_MS: "0" }, { runtime });
  await begin(agent);
  const { receipt: _, ...rest } = runtime;
  const target = { ...agent.target, runtime: { ...rest, receipt: ["screen" as const] } };
  const end = await deliver(target, "shown nowhere", {
    whenBusy: "now",
    receiptMs: 800,
    enterMs: 200,
  });
  // The box shows nothing of what it took
  expect(end.outcome).toBe("uncertain");
  expect(sent(agent)).toEqual(["a long task", "shown nowhere"]);
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

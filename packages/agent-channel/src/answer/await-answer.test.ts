import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openDrainedAgent, type DrainedAgent } from "../../test/drained-agent.js";
import { deliver } from "../delivery/deliver.js";
import type { Answered } from "./asked.js";
import { awaitAnswer } from "./await-answer.js";

const scripts = join(import.meta.dirname, "../../scripts");

/** When that process began, in clock ticks; undefined for a zombie. Its number alone may soon be a thread's of another one. */
function lifeOf(pid: number | undefined): string | undefined {
  try {
    const [state, ...fields] =
      readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return state === "Z" ? undefined : fields[18];
  } catch {
    return undefined;
  }
}

describe("an agent whose turns are told by the real hooks", () => {
  let agent: DrainedAgent;
  let gate: string;
  beforeAll(async () => {
    gate = join(import.meta.dirname, "never-there");
    agent = await openDrainedAgent(join(scripts, "drain-queue.sh"), {
      BOX_HOOK: "0",
      BOX_HOOKS: join(scripts, "agent-hook.sh"),
      BOX_GATE: gate,
    });
  });
  afterAll(async () => await agent[Symbol.asyncDispose]());

  const ask = async (text: string, timeoutMs = HANG_MS): Promise<Answered | undefined> => {
    const since = Date.now();
    const { id, outcome } = await deliver(agent.target, text);
    expect(["delivered", "queued"]).toContain(outcome);
    const asked = { id, text, since, queued: outcome === "queued" };
    const pid = agent.events()[0]?.pid;
    const life = lifeOf(pid);
    const isGone = (): boolean => lifeOf(pid) !== life;
    return await awaitAnswer(agent.target, asked, { timeoutMs, isGone });
  };

  test("each of several senders at once gets the answer of its own turn, of the same text too", async () => {
    const texts = ["first", "the same", "the same", "the same and more", "the same"];
    const answers = await Promise.all(texts.map(async (text) => (await ask(text))?.answer));
    const turns = agent.submissions().map(({ text, n }) => `re: ${text} #${n}`);
    expect(new Set(answers)).toEqual(new Set(turns));
    texts.forEach((text, index) => expect(answers[index]).toMatch(RegExp(`^re: ${text} #`)));
    expect(agent.events().filter(({ event }) => (event as string) === "hook")).toEqual([]);
  });

  test("a long one is cut at a character, and that is said", async () => {
    const { answer, source, reason } = (await ask("big")) ?? {};
    expect(source).toBe("hook");
    expect(answer).toBe("é".repeat(512 * 1024));
    expect(reason).toContain("cut");
  });

  test("a turn that failed has no answer, and says why", async () => {
    expect(await ask("fail")).toMatchObject({
      answer: null,
      source: "hook",
      reason: expect.stringMatching(/^its turn failed: re: fail #\d+$/),
    });
  });

  test("the time runs out, and a restart in the midst of the turn is an end", async () => {
    expect(await ask("hold on", 300)).toBeUndefined();
    const asked = ask("hold this one");
    await waitFor(() => agent.names("queue").length === 1, { what: "the second to wait" });
    // As the launcher does
    writeFileSync(join(agent.target.channel.folder, "activity"), "state=idle\nsource=hook\n");
    await agent.drain();
    agent.tell("state=starting\nsource=launcher\n");
    expect(await asked).toMatchObject({ answer: null, reason: expect.stringContaining("again") });
  });
});

test("a program that dies in the midst of the turn is no answer", async () => {
  await using agent = await openDrainedAgent(join(scripts, "drain-queue.sh"), {
    BOX_HOOK: "0",
    BOX_HOOKS: join(scripts, "agent-hook.sh"),
  });
  const since = Date.now();
  const pid = agent.events()[0]?.pid;
  const life = lifeOf(pid);
  expect(life).toBeDefined();
  const { id, outcome } = await deliver(agent.target, "die");
  // Its screen went with it, but its hook had spoken
  expect(outcome).toBe("delivered");
  const asked = { id, text: "die", since, queued: false };
  const isGone = (): boolean => lifeOf(pid) !== life;
  expect(await awaitAnswer(agent.target, asked, { timeoutMs: HANG_MS, isGone })).toEqual({
    answer: null,
    source: null,
    reason: "its session ended in the midst of the turn",
  });
});

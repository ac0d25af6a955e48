import { waitFor } from "@mosaicstack/tmux-client/testing";
import { describe, expect, test } from "vitest";
import type { ProgramName } from "./configurations.js";
import { openOneAgent, type OneAgent } from "./one-agent.js";
import { sha256 } from "./real-terminal.js";

// A sender who does not wait for the end of the turn: real programs, whose model answers slowly or not at all.
const never = new Promise<never>(() => undefined);
const activity = async ({ fleet }: OneAgent) => (await fleet.status()).agents[0]?.activity;
const begins = async (it: OneAgent, text: string): Promise<void> => {
  const { deliveries } = await it.fleet.send(["it"], text);
  // Codex may say that it works for an instant once it has started; what came then is handed over behind that
  expect(["delivered", "queued: busy"]).toContain(
    deliveries.map(({ outcome, reason }) => [outcome, reason].filter(Boolean).join(": "))[0],
  );
  await it.becomes("working");
  await waitFor(() => it.heard(text).length > 0, { what: "the model to be asked" });
};

const programs = [
  { name: "claude", receipt: "hook" },
  { name: "codex", receipt: "stream" },
] as const satisfies readonly { readonly name: ProgramName; readonly receipt: string }[];

describe.each(programs)("$name", ({ name, receipt }) => {
  test("a turn that streams is ended by its own key, and the message comes once", async () => {
    await using it = await openOneAgent(name);
    await it.fleet.up();
    await it.becomes("idle");
    it.model.next({ text: "the beginning of a long answer", midst: never });
    await begins(it, "a long task");
    await it.shows("the beginning of a long answer");
    const instead = "stop that;\n do this instead: \u00e9";
    const { deliveries } = await it.fleet.send(["it"], instead, { when: "interrupt" });
    expect(deliveries).toMatchObject([{ outcome: "delivered", receipt }]);
    await it.becomes("done");
    expect(it.heard("do this instead").map((each) => each.sha256)).toEqual([sha256(instead)]);
    expect(it.heard("a long task")).toHaveLength(1);
  });

  test("so is one that has said nothing yet, whose prompt stays out of the message", async () => {
    await using it = await openOneAgent(name);
    await it.fleet.up();
    await it.becomes("idle");
    it.model.next({ after: never });
    await begins(it, "a long task");
    const { deliveries } = await it.fleet.send(["it"], "instead", { when: "interrupt" });
    expect(deliveries).toMatchObject([{ outcome: "delivered", receipt }]);
    await it.becomes("done");
    expect(it.heard("instead").map((each) => each.sha256)).toEqual([sha256("instead")]);
  });

  test("`now` is taken in the midst of the turn, and seen once", async () => {
    await using it = await openOneAgent(name);
    await it.fleet.up();
    await it.becomes("idle");
    let open = (): void => undefined;
    const midst = new Promise<void>((resolve) => (open = resolve));
    it.model.next({ text: "the beginning", midst });
    await begins(it, "a long task");
    await it.shows("the beginning");
    const { deliveries } = await it.fleet.send(["it"], "by the way", { when: "now" });
    expect(deliveries.map((each) => [each.outcome, each.reason])).toEqual([
      ["delivered", undefined],
    ]);
    // Codex asks its model anew at once, Claude when the answer is there
    if (name === "claude") expect(it.heard("by the way")).toEqual([]);
    open();
    await waitFor(() => it.heard("by the way").length > 0, { what: "it" });
    await it.becomes("done");
    expect(it.heard("by the way")).toHaveLength(1);
  });

  test("an interruption by hand shows: it is idle, and takes the next message", async () => {
    await using it = await openOneAgent(name);
    await it.fleet.up();
    await it.becomes("idle");
    it.model.next({ text: "the beginning", midst: never });
    await begins(it, "a long task");
    await it.shows("the beginning");
    expect(await activity(it)).toMatchObject({ state: "working" });
    await it.press("Escape");
    // Claude tells no hook: its title, once it has printed nothing for a while
    expect(await it.becomes("idle")).toMatchObject({
      source: name === "claude" ? "title" : "stream",
    });
    const { deliveries } = await it.fleet.send(["it"], "the next");
    expect(deliveries).toMatchObject([{ outcome: "delivered", receipt }]);
    await it.becomes("done");
    expect(it.heard("the next")).toHaveLength(1);
  });
});

import { rmSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { expect, test } from "vitest";
import { openOneAgent, type OneAgent } from "./one-agent.js";

// What the real programs write into their own records of a conversation.
const now = (): number => Math.floor(Date.now() / 1000);
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** What the model answers where the window of five hours is used up. */
const limitUntil = (seconds: number): { resetsAt: number; headers: Record<string, string> } => ({
  resetsAt: seconds,
  headers: {
    "x-codex-primary-used-percent": "100.0",
    "x-codex-primary-window-minutes": "300",
    "x-codex-primary-reset-at": String(seconds),
    "x-codex-secondary-used-percent": "40.0",
    "x-codex-secondary-window-minutes": "10080",
    "x-codex-secondary-reset-at": String(seconds + 3 * 86_400),
  },
});

async function begin(it: OneAgent): Promise<void> {
  await it.fleet.up();
  await it.becomes("idle");
  await it.send("the first");
  await it.becomes("done");
}

test("Codex at its usage limit is blocked until the window ends, whatever is typed, and a message is refused", async () => {
  await using it = await openOneAgent("codex");
  await begin(it);
  const hours = now() + 3 * 3600;
  it.model.next({ limit: { message: "used up", ...limitUntil(hours) } });
  expect(await it.send("too much")).toMatchObject({ outcome: "delivered", receipt: "stream" });
  const limit = { kind: "quota", source: "record", until: iso(hours) };
  expect(await it.becomes("blocked")).toMatchObject({
    ...limit,
    message: expect.stringContaining("You’ve hit your usage limit") as string,
  });
  await it.shows("Approaching rate limits");
  await it.press("Escape", "x", "BSpace");
  expect(await it.send("more")).toMatchObject({
    outcome: "refused",
    reason: `blocked: quota until ${iso(hours)}`,
  });
  expect(await it.becomes("blocked")).toMatchObject(limit);
  const asked = it.heard("more");
  expect(asked).toEqual([]);
  await it.fleet.down();
});

test("with on_quota: resume Codex is prompted on when its limit is over, and gets what waited", async () => {
  await using it = await openOneAgent("codex", { more: { on_quota: "resume" } });
  await begin(it);
  const over = now() + 20;
  it.model.next({ limit: { message: "used up", ...limitUntil(over) } });
  await it.send("too much");
  expect(await it.becomes("blocked")).toMatchObject({ kind: "quota", until: iso(over) });
  expect(await it.send("what waits")).toMatchObject({
    outcome: "queued",
    reason: `blocked: quota until ${iso(over)}`,
  });
  await waitFor(() => it.heard("Go on where the usage limit stopped you.").length > 0, {
    what: "it to be prompted on",
  });
  await waitFor(() => it.heard("what waits").length > 0, { what: "the rest" });
  await it.becomes("done");
  await it.fleet.down();
});

test("Codex whose output nobody reads is told by its record what it took", async () => {
  await using it = await openOneAgent("codex");
  await begin(it);
  await it.tmux.panes.unpipe(await it.pane());
  const text = 'nobody hears; "quoted" \\ é\n\n  second line';
  expect(await it.send(text)).toMatchObject({ outcome: "delivered", receipt: "record" });
  expect(it.heard(text)).toHaveLength(1);
  await it.fleet.down();
});

test("Claude Code whose hooks are gone is told by its transcript what it took", async () => {
  await using it = await openOneAgent("claude");
  await begin(it);
  rmSync(join(it.home, ".config/mosaic/tools/fleet/agent-hook.sh"));
  const text = 'no hook tells; "quoted" \\ é\n\n  second line';
  expect(await it.send(text)).toMatchObject({ outcome: "delivered", receipt: "record" });
  expect(it.heard(text)).toHaveLength(1);
  await it.fleet.down();
});

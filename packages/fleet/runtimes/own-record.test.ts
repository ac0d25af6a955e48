import { rmSync } from "node:fs";
import { join } from "node:path";
import { openTmux, type PaneRef, type Tmux } from "@mosaicstack/tmux-client";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { expect, test } from "vitest";
import { openFleetOfOne, type FleetOfOne } from "./fleet-of-one.js";

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

async function paneOf({ env }: FleetOfOne): Promise<[Tmux, PaneRef]> {
  const tmux = openTmux({ socket: "mosaic-fleet" }, { env });
  const [row] = await tmux.list(["pane_id", "pid", "start_time"]);
  if (row === undefined) throw new Error("no pane");
  return [tmux, { id: row.pane_id, server: { pid: row.pid, startTime: row.start_time } }];
}

async function begin(it: FleetOfOne): Promise<void> {
  await it.fleet.up();
  await it.becomes("idle");
  await send(it, "the first");
  await it.becomes("done");
}

/** Again while its box is not painted yet. */
async function send({ fleet }: FleetOfOne, text: string): Promise<object> {
  return await waitFor(
    async () => {
      const [sent] = (await fleet.send(["it"], text)).deliveries;
      return sent !== undefined && !/^(box-not-shown|starting)/.test(sent.reason ?? "") && sent;
    },
    { what: `it to take ${JSON.stringify(text)}`, timeoutMs: 60_000 },
  );
}

test("Codex at its usage limit is blocked until the window ends, whatever is typed, and a message is refused", async () => {
  await using it = await openFleetOfOne("codex");
  await begin(it);
  const hours = now() + 3 * 3600;
  it.model.next({ limit: { message: "used up", ...limitUntil(hours) } });
  expect(await send(it, "too much")).toMatchObject({ outcome: "delivered", receipt: "stream" });
  const limit = { kind: "quota", source: "record", until: iso(hours) };
  expect(await it.becomes("blocked")).toMatchObject({
    ...limit,
    message: expect.stringContaining("You’ve hit your usage limit") as string,
  });
  const [tmux, pane] = await paneOf(it);
  await waitFor(async () => /Approaching rate limits/.test(await tmux.panes.capture(pane)), {
    what: "the menu that it opens then",
    timeoutMs: 30_000,
  });
  await tmux.panes.keys(pane, "Escape");
  for (const key of ["x", "BSpace"]) await tmux.panes.keys(pane, key);
  expect(await send(it, "more")).toMatchObject({
    outcome: "refused",
    reason: `blocked: quota until ${iso(hours)}`,
  });
  expect(await it.becomes("blocked")).toMatchObject(limit);
  const asked = it.heard("more");
  expect(asked).toEqual([]);
  await it.fleet.down();
});

test("with on_quota: resume Codex is prompted on when its limit is over, and gets what waited", async () => {
  await using it = await openFleetOfOne("codex", { on_quota: "resume" });
  await begin(it);
  const over = now() + 20;
  it.model.next({ limit: { message: "used up", ...limitUntil(over) } });
  await send(it, "too much");
  expect(await it.becomes("blocked")).toMatchObject({ kind: "quota", until: iso(over) });
  expect(await send(it, "what waits")).toMatchObject({
    outcome: "queued",
    reason: `blocked: quota until ${iso(over)}`,
  });
  await waitFor(() => it.heard("Go on where the usage limit stopped you.").length > 0, {
    what: "it to be prompted on",
    timeoutMs: 120_000,
  });
  await waitFor(() => it.heard("what waits").length > 0, { what: "the rest", timeoutMs: 60_000 });
  await it.becomes("done");
  await it.fleet.down();
});

test("Codex whose output nobody reads is told by its record what it took", async () => {
  await using it = await openFleetOfOne("codex");
  await begin(it);
  const [tmux, pane] = await paneOf(it);
  await tmux.panes.unpipe(pane);
  const text = 'nobody hears; "quoted" \\ é\n\n  second line';
  expect(await send(it, text)).toMatchObject({ outcome: "delivered", receipt: "record" });
  expect(it.heard(text)).toHaveLength(1);
  await it.fleet.down();
});

test("Claude Code whose hooks are gone is told by its transcript what it took", async () => {
  await using it = await openFleetOfOne("claude");
  await begin(it);
  rmSync(join(it.env["HOME"] ?? "", ".config/mosaic/tools/fleet/agent-hook.sh"));
  const text = 'no hook tells; "quoted" \\ é\n\n  second line';
  expect(await send(it, text)).toMatchObject({ outcome: "delivered", receipt: "record" });
  expect(it.heard(text)).toHaveLength(1);
  await it.fleet.down();
});

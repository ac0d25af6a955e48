import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HANG_MS } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureChannel, type AgentChannel } from "../channel/agent-channel.js";
import { recordDelivery } from "../channel/deliveries.js";
import type { DeliveryOutcome } from "../channel/delivery-record.js";
import { enqueue, finish, take } from "../channel/queue.js";
import { waitBegun } from "./await-begin.js";

let root: string;
let channel: AgentChannel;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "begin-"));
  channel = { folder: join(root, "channels/s/it"), state: join(root, "agents/s/it") };
  ensureChannel(channel);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const since = Date.now() - 60_000;
/** Of a message that waits, and is handed over while it is waited for. */
async function handOver(outcome: DeliveryOutcome, reason?: string): Promise<unknown> {
  const message = enqueue(channel, "it", "text");
  const asked = { id: "it", text: "text", since, queued: true };
  const begun = waitBegun(channel, asked, { timeoutMs: HANG_MS });
  take(channel, message);
  const why = reason === undefined ? {} : { reason };
  recordDelivery(channel, {
    id: "it",
    at: new Date().toISOString(),
    outcome,
    receipt: null,
    ...why,
  });
  finish(channel, message);
  return await begun;
}

test("a message that waited began no turn before it was taken out", async () => {
  const before = Date.now();
  const begun = await handOver("delivered");
  expect(begun).toMatchObject({ since: expect.any(Number) });
  expect((begun as { since: number }).since).toBeGreaterThanOrEqual(before);
});

test("one that was not taken in the end began none", async () => {
  const end = { answer: null, source: null, reason: "no receipt after Enter" };
  expect(await handOver("uncertain", end.reason)).toEqual({ outcome: "uncertain", ...end });
});

test("one that waits while its agent's session ends goes on waiting, and that is said", async () => {
  enqueue(channel, "it", "text");
  const asked = { id: "it", text: "text", since, queued: true };
  const options = { timeoutMs: HANG_MS, isGone: () => true };
  expect(await waitBegun(channel, asked, options)).toEqual({
    answer: null,
    source: null,
    reason: "its session ended, and the message waits on",
  });
});

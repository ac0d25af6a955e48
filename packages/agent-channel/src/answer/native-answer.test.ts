import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runtimes } from "@mosaicstack/runtimes";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensureChannel, type AgentChannel } from "../channel/agent-channel.js";
import { enqueue } from "../channel/queue.js";
import type { Answered } from "./asked.js";
import { awaitAnswer } from "./await-answer.js";

interface Inside {
  say(activity: { readonly state: string }): void;
  took(prompt: string, ours: boolean): void;
  ended(end: { readonly answer?: string; readonly reason?: string }): void;
  look(): void;
  close(): void;
}
const script = join(import.meta.dirname, "../../scripts/native-channel.js");
const { openNativeChannel } = (await import(script)) as {
  readonly openNativeChannel: (options: object) => Inside;
};

let channel: AgentChannel;
let inside: Inside;
let busy = false;
let taken: string[] = [];
beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), "native-answer-"));
  // The plugin reaches the state by its name below the channel
  channel = { folder: join(root, "s/it"), state: join(root, "s/it/state") };
  ensureChannel(channel);
  [busy, taken] = [false, []];
  const give = async (text: string): Promise<void> => {
    busy = true;
    inside.say({ state: "working" });
    inside.took(text, true);
    taken.push(text);
  };
  const environment = { MOSAIC_CHANNEL: channel.folder };
  inside = openNativeChannel({ free: () => !busy, give, environment });
});
afterEach(() => {
  inside.close();
  rmSync(join(channel.folder, "../.."), { recursive: true, force: true });
});

const end = (told: { readonly answer?: string; readonly reason?: string }): void => {
  inside.ended(told);
  busy = false;
  inside.say({ state: "done" });
  inside.look();
};
const ask = async (id: string, text: string): Promise<Answered | undefined> => {
  const since = Date.now();
  enqueue(channel, id, text);
  const asked = { id, text, since, queued: true };
  return await awaitAnswer({ channel, runtime: runtimes.pi }, asked, { timeoutMs: HANG_MS });
};
const turn = async (count: number): Promise<unknown> =>
  await waitFor(() => taken.length === count, { what: `turn ${count} to begin` });

test("a plugin's answers go each to the sender whose message began the turn", async () => {
  busy = true;
  const all = [ask("a", "the same"), ask("b", "the same"), ask("c", "the same")];
  busy = false;
  inside.look();
  await turn(1);
  end({ answer: "one \u0007" });
  expect(await all[0]).toMatchObject({ answer: "one ", source: "native" });
  await turn(2);
  end({ reason: "its turn was interrupted" });
  expect(await all[1]).toMatchObject({ answer: null, reason: "its turn was interrupted" });
  await turn(3);
  end({ answer: "é".repeat(1024 * 1024) });
  const reason = expect.stringContaining("cut");
  expect(await all[2]).toMatchObject({ answer: "é".repeat(512 * 1024), reason });
});

test("who looks too late, for turns were shorter than a look, is told so", async () => {
  const asked = ask("a", "a question");
  for (const count of [1, 2, 3]) {
    await turn(count);
    end({ answer: `answer ${count}` });
    enqueue(channel, `more${count}`, "more");
    inside.look();
  }
  await turn(4);
  end({ answer: "the last" });
  const { answer } = (await asked) ?? {};
  expect([null, "answer 1"]).toContain(answer);
});

test("a person's turn in between is nobody's answer", async () => {
  const asked = ask("a", "a question");
  await turn(1);
  // Interrupted, untold: the next turn's end tells
  inside.took("what a person typed", false);
  end({ answer: "for the person" });
  expect(await asked).toMatchObject({ answer: null, source: null });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { HANG_MS, openThrowAwayTmux } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import type { Tmux } from "../tmux.js";

let fixture: ThrowAwayTmux;
let tmux: Tmux;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
  tmux = fixture.tmux;
});
afterAll(async () => await fixture.close());

test("a channel: signalled before, during, and never", async () => {
  await tmux.channels.signal("early");
  expect(await tmux.channels.wait("early", { deadlineMs: HANG_MS })).toBe(true);
  const waiting = tmux.channels.wait("during", { deadlineMs: HANG_MS });
  // More than there are places for calls: waiting takes none.
  const others = Array.from(
    { length: 10 },
    async (_, index) => await tmux.channels.wait(`other-${String(index)}`, { deadlineMs: HANG_MS }),
  );
  await tmux.channels.signal("during");
  expect(await waiting).toBe(true);
  await Promise.all(
    others.map(async (_, index) => await tmux.channels.signal(`other-${String(index)}`)),
  );
  expect(await Promise.all(others)).toEqual(others.map(() => true));
  expect(await tmux.channels.wait("never", { deadlineMs: 200 })).toBe(false);
  // The one that gave up is gone in tmux too: this signal is for the next.
  await tmux.channels.signal("never");
  expect(await tmux.server.probe()).toMatchObject({ state: "running" });
});

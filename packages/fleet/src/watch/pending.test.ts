import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { pendingChanges } from "./pending.js";

test("what was waited for leaves nothing at the signal, however it ended", async () => {
  const ends = new AbortController();
  const pending = pendingChanges();
  const left = (): number => getEventListeners(ends.signal, "abort").length;
  expect(await pending.next(1, ends.signal)).toBe("all");
  expect(left()).toBe(0);
  const next = pending.next(100_000, ends.signal);
  expect(left()).toBe(1);
  pending.say("one");
  expect(await next).toEqual(new Set(["one"]));
  expect(left()).toBe(0);
  const last = pending.next(100_000, ends.signal);
  ends.abort();
  expect(await last).toBe("all");
});

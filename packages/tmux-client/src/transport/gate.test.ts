import { expect, test } from "vitest";
import { HANG_MS } from "../testing.js";
import { newGate } from "./gate.js";

test("so many at once, in the order they came", async () => {
  const gate = newGate(2);
  let inside = 0;
  let most = 0;
  const order: number[] = [];
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      const leave = await gate.enter(HANG_MS);
      order.push(index);
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 1));
      inside -= 1;
      leave?.();
      // Twice is once.
      leave?.();
    }),
  );
  expect(most).toBe(2);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
});

test("whoever gives up waiting takes no place", async () => {
  const gate = newGate(1);
  const leave = await gate.enter(HANG_MS);
  const controller = new AbortController();
  const aborted = gate.enter(HANG_MS, [controller.signal]);
  controller.abort();
  expect(await aborted).toBeUndefined();
  expect(await gate.enter(5)).toBeUndefined();
  expect(await gate.enter(HANG_MS, [AbortSignal.abort()])).toBeUndefined();
  const next = gate.enter(HANG_MS);
  leave?.();
  expect(await next).toBeTypeOf("function");
});

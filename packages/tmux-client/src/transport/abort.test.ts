import { getEventListeners } from "node:events";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HANG_MS, openThrowAwayTmux } from "../testing.js";
import type { ThrowAwayTmux } from "../testing.js";
import { openTmux } from "../tmux.js";
import { aborted, onAbort, rest } from "./abort.js";

let fixture: ThrowAwayTmux;
beforeAll(async () => {
  fixture = await openThrowAwayTmux();
});
afterAll(async () => await fixture.close());

const listeners = (signal: AbortSignal): number => getEventListeners(signal, "abort").length;

test("a signal has one listener for all who hear it, and none for nobody", () => {
  const controller = new AbortController();
  const { signal } = controller;
  const called: string[] = [];
  const first = onAbort([signal], () => called.push("first"));
  const second = onAbort([signal], () => called.push("second"));
  expect(listeners(signal)).toBe(1);
  first();
  first();
  expect(listeners(signal)).toBe(1);
  second();
  expect(listeners(signal)).toBe(0);
  const forget = onAbort([signal], () => called.push("forgotten"));
  onAbort([signal], () => {
    called.push("third");
    last();
  });
  const last = onAbort([signal], () => called.push("forgotten too"));
  forget();
  controller.abort();
  expect(called).toEqual(["third"]);
  expect(listeners(signal)).toBe(0);
});

test("a rest ends with its time, with the signal, and at once after it", async () => {
  const controller = new AbortController();
  await rest(1, [controller.signal]);
  const resting = rest(HANG_MS, [controller.signal]);
  expect(listeners(controller.signal)).toBe(1);
  controller.abort();
  await resting;
  await rest(HANG_MS, [controller.signal]);
  expect(listeners(controller.signal)).toBe(0);
});

test("any of several signals is heard, once, and the others are left alone", () => {
  const [one, two] = [new AbortController(), new AbortController()];
  let count = 0;
  const forget = onAbort([one.signal, two.signal], () => {
    count += 1;
    forget();
  });
  two.abort();
  one.abort();
  expect(count).toBe(1);
  expect(aborted([new AbortController().signal, two.signal])).toBe(two.signal);
  expect(listeners(one.signal)).toBe(0);
});

test("calls with a signal of their own leave nothing in one that outlives them", async () => {
  await using tmux = openTmux(
    { socket: "throw-away" },
    {
      env: fixture.env,
      deadlineMs: HANG_MS,
      transport: "control",
      control: { riskOldServer: true },
    },
  );
  const long = new AbortController();
  const view = tmux.with({ signal: long.signal });
  const calls = async (count: number): Promise<void> => {
    for (let done = 0; done < count; done += 500) {
      const { signal } = new AbortController();
      const command = ["display-message", "-p", "x"] as const;
      await Promise.all(
        Array.from({ length: 500 }, async () => await view.run(command, { signal })),
      );
    }
  };
  const gc = collector();
  const heap = async (): Promise<number> => {
    for (let round = 0; round < 3; round += 1) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return process.memoryUsage().heapUsed;
  };
  await calls(2000);
  const before = await heap();
  await calls(20_000);
  // Fifty bytes each are 1 MB.
  expect((await heap()) - before).toBeLessThan(600_000);
  expect(listeners(long.signal)).toBe(0);
});

/** Node's garbage collector, which is not there to be called by default. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

test.each(["exec", "control"] as const)(
  "many calls at once by %s share one listener, and leave none",
  async (transport) => {
    const control = { riskOldServer: true };
    const options = { env: fixture.env, transport, control, deadlineMs: HANG_MS };
    await using tmux = openTmux({ socket: "throw-away" }, options);
    const { signal } = new AbortController();
    const view = tmux.with({ signal });
    const warnings: Error[] = [];
    const hear = (warning: Error): void => void warnings.push(warning);
    process.on("warning", hear);
    const asked = Array.from({ length: 40 }, async () => await view.run(["list-buffers"]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(listeners(signal)).toBe(1);
    await Promise.all(asked);
    process.off("warning", hear);
    expect(listeners(signal)).toBe(0);
    expect(warnings).toEqual([]);
  },
);

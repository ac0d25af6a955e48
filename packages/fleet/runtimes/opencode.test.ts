import { expect, test } from "vitest";
import { openOneAgent } from "./one-agent.js";

// Starts without an account and shows its input box.
test("opencode runs as an agent, is stopped, and leaves no process", async () => {
  await using opencode = await openOneAgent("opencode", { configure: () => ({}) });
  const { fleet } = opencode;
  expect((await fleet.up()).agents).toEqual([{ agent: "it", outcome: "started" }]);
  expect(await opencode.ready()).toMatchObject({ ready: true });
  expect((await fleet.status()).agents[0]).toMatchObject({
    lifecycle: "active",
    restarts: 0,
    drift: [],
  });
  expect(opencode.processes()).not.toEqual([]);

  expect(await opencode.quit()).toMatchObject({ outcome: "stopped", by: "quit" });
  await opencode.endsWhole();

  expect((await fleet.start(["it"])).agents).toEqual([{ agent: "it", outcome: "started" }]);
  expect(await opencode.ready()).toMatchObject({ ready: true });
  expect((await fleet.stop(["it"])).agents).toMatchObject([{ agent: "it", outcome: "stopped" }]);
  expect(opencode.processes()).toEqual([]);
  expect((await fleet.down()).server).toBe("ended");
});

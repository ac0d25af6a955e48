import { runtimes } from "@mosaicstack/runtimes";
import { expect, test } from "vitest";
import { openOneAgent } from "./one-agent.js";

// Starts without an account and shows its input box.
test("pi runs as an agent, is stopped, and leaves no process", async () => {
  await using pi = await openOneAgent("pi", { configure: () => ({}) });
  const { fleet } = pi;
  expect((await fleet.up()).agents).toEqual([{ agent: "it", outcome: "started" }]);
  expect(await pi.ready()).toMatchObject({ ready: true });
  await pi.shows(`v${runtimes.pi.seen?.version}`);
  expect((await fleet.status()).agents[0]).toMatchObject({
    lifecycle: "active",
    restarts: 0,
    drift: [],
  });

  expect(await pi.quit()).toMatchObject({ outcome: "stopped", by: "quit" });
  await pi.endsWhole();

  expect((await fleet.start(["it"])).agents).toEqual([{ agent: "it", outcome: "started" }]);
  expect(await pi.ready()).toMatchObject({ ready: true });
  expect((await fleet.stop(["it"])).agents).toMatchObject([{ agent: "it", outcome: "stopped" }]);
  expect(pi.processes()).toEqual([]);
  expect((await fleet.down()).server).toBe("ended");
});

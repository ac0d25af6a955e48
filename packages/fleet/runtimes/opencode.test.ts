import { afterAll, beforeAll, expect, test } from "vitest";
import { openInstalledProgram, type InstalledProgram } from "./installed-program.js";

// Starts without an account and shows its input box.
let opencode: InstalledProgram;
beforeAll(async () => {
  opencode = await openInstalledProgram("opencode");
});
afterAll(async () => await opencode.close());

test("opencode runs as an agent, is stopped, and leaves no process", async () => {
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
  expect(opencode.processes()).toEqual([]);

  expect((await fleet.start(["it"])).agents).toEqual([{ agent: "it", outcome: "started" }]);
  expect(await opencode.ready()).toMatchObject({ ready: true });
  expect((await fleet.stop(["it"])).agents).toMatchObject([{ agent: "it", outcome: "stopped" }]);
  expect(opencode.processes()).toEqual([]);
  expect((await fleet.down()).server).toBe("ended");
});

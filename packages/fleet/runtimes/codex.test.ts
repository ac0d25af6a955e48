import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { expect, test } from "vitest";
import { openOneAgent } from "./one-agent.js";

const withoutAccount = (home: string): Readonly<Record<string, string>> => {
  mkdirSync(join(home, "codex"));
  return { CODEX_HOME: join(home, "codex") };
};

test("codex with a provider of its own is ready, and its daemon is gone after a stop", async () => {
  await using codex = await openOneAgent("codex");
  expect((await codex.fleet.up()).agents).toEqual([{ agent: "it", outcome: "started" }]);
  expect(await codex.ready()).toMatchObject({ ready: true });
  const daemon = await waitFor(() => codex.processes().find((line) => /app-server/.test(line)), {
    what: "its app-server daemon",
  });
  expect(daemon).toContain(codex.home);

  expect(await codex.quit()).toMatchObject({ outcome: "stopped", by: "quit" });
  await codex.endsWhole();

  expect((await codex.fleet.start(["it"])).agents).toEqual([{ agent: "it", outcome: "started" }]);
  expect(await codex.ready()).toMatchObject({ ready: true });
  expect((await codex.fleet.stop(["it"])).agents).toMatchObject([
    { agent: "it", outcome: "stopped" },
  ]);
  expect(codex.processes()).toEqual([]);
  expect((await codex.fleet.down()).server).toBe("ended");
});

test("codex without an account waits for a person, and that is said", async () => {
  await using codex = await openOneAgent("codex", { configure: withoutAccount });
  await codex.fleet.up();
  expect(await codex.ready()).toMatchObject({
    ready: false,
    cause: "dialog",
    reason: expect.stringContaining("Sign in with ChatGPT") as string,
  });
  expect((await codex.fleet.stop(["it"])).agents).toMatchObject([
    { agent: "it", outcome: "stopped" },
  ]);
  expect(codex.processes()).toEqual([]);
  await codex.fleet.down();
});

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openInstalledProgram, type InstalledProgram } from "./installed-program.js";

let codex: InstalledProgram;
beforeEach(async () => {
  codex = await openInstalledProgram("codex", (home) => ({
    CODEX_HOME: join(home, "codex"),
  }));
  mkdirSync(join(codex.home, "codex"));
});
afterEach(async () => await codex.close());

test("codex with a provider of its own is ready, and its daemon is gone after a stop", async () => {
  // Nothing listens there, and nothing is asked.
  writeFileSync(
    join(codex.home, "codex", "config.toml"),
    `model = "none"
model_provider = "local"
check_for_update_on_startup = false
[model_providers.local]
name = "local"
base_url = "http://127.0.0.1:9/v1"
wire_api = "responses"
[projects."${codex.home}"]
trust_level = "trusted"
`,
  );
  expect((await codex.fleet.up()).agents).toEqual([{ agent: "it", outcome: "started" }]);
  expect(await codex.ready()).toMatchObject({ ready: true });
  const daemon = await waitFor(() => codex.processes().find((line) => /app-server/.test(line)), {
    what: "its app-server daemon",
    timeoutMs: 30_000,
  });
  expect(daemon).toContain(codex.home);

  expect(await codex.quit()).toMatchObject({ outcome: "stopped", by: "quit" });
  expect(codex.processes()).toEqual([]);

  expect((await codex.fleet.start(["it"])).agents).toEqual([{ agent: "it", outcome: "started" }]);
  expect(await codex.ready()).toMatchObject({ ready: true });
  expect((await codex.fleet.stop(["it"])).agents).toMatchObject([
    { agent: "it", outcome: "stopped" },
  ]);
  expect(codex.processes()).toEqual([]);
  expect((await codex.fleet.down()).server).toBe("ended");
});

test("codex without an account waits for a person, and that is said", async () => {
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

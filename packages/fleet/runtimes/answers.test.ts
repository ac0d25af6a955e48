import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openOneAgent } from "./one-agent.js";

// Those whose answers are told by hooks that we pass beside the person's own.

test("copilot: the plugin is heard for the prompt and for the answer, and nothing of the person's is changed", async () => {
  await using it = await openOneAgent("copilot");
  const config = join(it.home, ".copilot/config.json");
  expect(readFileSync(config, "utf8")).toContain("trustedFolders");
  await it.fleet.up();
  const answer = "first line\n\n  second; é";
  it.model.next({ text: answer });
  expect(await it.ask('a "question"\n  of two lines')).toMatchObject({
    outcome: "answered",
    answer,
    source: "record",
  });
  it.model.next({ text: "another" });
  const again = await it.ask('a "question"\n  of two lines');
  expect([again.outcome, again.answer, again.reason]).toEqual(["answered", "another", undefined]);
  expect(existsSync(join(it.home, ".copilot/hooks"))).toBe(false);
  await it.fleet.down();
});

test("qwen: the person's own hook runs beside ours, and an interruption is told", async () => {
  await using it = await openOneAgent("qwen");
  await it.fleet.up();
  await it.becomes("idle");
  it.model.next({ text: "the answer" });
  expect(await it.ask("a question")).toMatchObject({
    outcome: "answered",
    answer: "the answer",
    source: "hook",
  });
  expect(readFileSync(join(it.home, "own-hook"), "utf8")).toContain("the answer");
  it.model.next({ after: new Promise(() => undefined) });
  const asked = it.fleet.ask("it", "a long task");
  await it.becomes("working");
  await it.press("Escape");
  expect(await asked).toMatchObject({ outcome: "unanswered", reason: "its turn was interrupted" });
  await it.fleet.down();
});

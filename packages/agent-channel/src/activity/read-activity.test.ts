import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AgentChannel } from "../channel/agent-channel.js";
import { runtimes } from "@mosaicstack/runtimes";
import { readActivity, type Activity, type ActivityView } from "./read-activity.js";

let channel: AgentChannel;
let base: string;
const now = Date.parse("2026-01-01T12:00:00Z");
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), "activity-"));
  const folder = join(base, "channels/s/a");
  mkdirSync(folder, { recursive: true });
  channel = { folder, state: folder };
});
afterEach(() => rmSync(base, { recursive: true }));

/** Writes `activity`, so many milliseconds ago. */
function told(text: string | Uint8Array, age = 1000): void {
  const file = join(channel.folder, "activity");
  writeFileSync(file, text);
  utimesSync(file, (now - age) / 1000, (now - age) / 1000);
}
const read = (view: Partial<ActivityView> = {}): Activity =>
  readActivity({ channel, runtime: runtimes.claude, now, ...view });

test("what a channel says is shown with its source and its age", () => {
  told("state=working\nsource=hook\n", 2500);
  expect(read()).toEqual({ state: "working", source: "hook", ageMs: 2500 });
  told("state=blocked\nsource=native\nkind=permission\nmessage=Bash\n");
  expect(read()).toEqual({
    state: "blocked",
    source: "native",
    ageMs: 1000,
    kind: "permission",
    message: "Bash",
  });
});

test("a usage limit has a time", () => {
  told("state=blocked\nsource=hook\nkind=quota\nuntil=1767283200\n");
  expect(read()).toMatchObject({ kind: "quota", until: "2026-01-01T16:00:00.000Z" });
  // Work would end it, and that is told by the output alone
  told("state=blocked\nsource=record\nkind=quota\n");
  expect(read({ piped: true })).toMatchObject({ state: "blocked", source: "record" });
  expect(read({ piped: false })).toMatchObject({ state: "unknown", source: "none" });
});

test("nothing fresh is unknown, with the age of what was printed last", () => {
  expect(read()).toEqual({ state: "unknown", source: "none", ageMs: null });
  expect(read({ outputAt: now - 7000 })).toEqual({
    state: "unknown",
    source: "output",
    ageMs: 7000,
  });
  told("state=sleeping\nsource=hook\n");
  expect(read().state).toBe("unknown");
});

test("a start is one while its runtime may tell of itself, and not for ever", () => {
  told("state=starting\nsource=launcher\n");
  expect(read()).toMatchObject({ state: "starting", source: "launcher" });
  expect(read({ runtime: undefined }).state).toBe("unknown");
  expect(read({ runtime: runtimes.amp }).state).toBe("unknown");
  expect(read({ runtime: runtimes.gemini }).state).toBe("starting");
  expect(read({ runtime: runtimes.gemini, title: "◇  Ready" }).state).toBe("idle");
  told("state=starting\nsource=launcher\n", 121_000);
  expect(read().state).toBe("unknown");
});

test("the title speaks where the channel is silent, and against work that is long over", () => {
  const runtime = runtimes.gemini;
  expect(read({ runtime, title: "◇  Ready (src)" })).toEqual({
    state: "idle",
    source: "title",
    ageMs: null,
  });
  expect(read({ runtime, title: "✦  Working…" }).state).toBe("working");
  const quiet = { title: "✳ idle", outputAt: now - 6000 };
  told("state=working\nsource=hook\n", 4000);
  expect(read(quiet)).toMatchObject({ state: "working", source: "hook" });
  told("state=working\nsource=hook\n", 6000);
  expect(read(quiet)).toMatchObject({ state: "idle", source: "title" });
  expect(read({ ...quiet, outputAt: now - 1000 })).toMatchObject({ state: "working" });
});

test("what a reader wrote that is gone is not believed", () => {
  told("state=working\nsource=stream\n");
  const runtime = runtimes.codex;
  expect(read({ runtime, piped: true }).state).toBe("working");
  expect(read({ runtime, piped: false }).state).toBe("unknown");
});

test("long work without output or event is called stuck, and nothing else", () => {
  const long = runtimes.claude.stuckMs + 1000;
  told("state=working\nsource=hook\n", long);
  expect(read({ outputAt: now - long })).toMatchObject({ state: "working", stuck: true });
  expect(read({ outputAt: now - 1000 })).not.toHaveProperty("stuck");
  told("state=blocked\nsource=hook\nkind=permission\n", long);
  expect(read({ outputAt: now - long })).not.toHaveProperty("stuck");
});

test("whatever stands in the file, it is judged without a throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      told(bytes);
      expect(read().state).toBe("unknown");
    }),
    { numRuns: 50 },
  );
});

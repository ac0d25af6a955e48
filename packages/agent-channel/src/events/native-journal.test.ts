import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AgentChannel } from "../channel/agent-channel.js";
import { reasonOf } from "../delivery/reasons.js";
import { journalOf } from "./journal.js";
import { JOURNAL_BYTES } from "./note-event.js";

// What plugins inside runtimes add to the journal: plain JavaScript without types.
const scripts = join(import.meta.dirname, "../../scripts");
const { openNativeChannel } = (await import(join(scripts, "native-channel.js"))) as {
  readonly openNativeChannel: (options: Record<string, unknown>) => {
    say(activity: Record<string, unknown>): void;
    close(): void;
  };
};
const { rotate } = (await import(join(scripts, "native-files.js"))) as {
  readonly rotate: (path: string, inode: number) => void;
};

let root: string;
let channel: AgentChannel;
let native: ReturnType<typeof openNativeChannel> | undefined;
beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), "native-events-"));
  channel = { folder: join(root, "run/channels/s/one"), state: join(root, "state/agents/s/one") };
  for (const path of [channel.folder, channel.state, journalOf(channel).folder])
    mkdirSync(path, { recursive: true, mode: 0o700 });
  symlinkSync(channel.state, join(channel.folder, "state"));
});
afterEach(() => {
  native?.close();
  rmSync(root, { recursive: true, force: true });
});

const file = (name = "events"): string => join(journalOf(channel).folder, name);
const told = (): unknown[] =>
  readFileSync(file(), "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
const open = (): NonNullable<typeof native> => {
  native = openNativeChannel({
    free: () => false,
    give: async () => undefined,
    environment: { MOSAIC_CHANNEL: channel.folder },
  });
  return native;
};

test("a plugin adds each change of state or kind once, and what became of messages", () => {
  mkdirSync(join(channel.state, "taken"));
  writeFileSync(join(channel.state, "taken/1700000000000-left"), "y");
  const plugin = open();
  for (const state of ["working", "working", "blocked"])
    plugin.say({ state, ...(state === "blocked" ? { kind: "quota", message: "a\nb" } : {}) });
  const common = { at: expect.any(String) as string, agent: "one" };
  expect(told()).toEqual([
    {
      ...common,
      kind: "delivery",
      to: "uncertain",
      source: "queue",
      reason: reasonOf("sender-died"),
      message: "left",
    },
    { ...common, kind: "activity", to: "working", source: "native" },
    { ...common, kind: "activity", to: "blocked", source: "native", reason: "quota: a b" },
  ]);
});

test("a full journal becomes the older one, once, and without its folder nothing is written", () => {
  writeFileSync(file(), "");
  truncateSync(file(), JOURNAL_BYTES + 1);
  const { ino } = statSync(file());
  open().say({ state: "idle" });
  expect(statSync(file("events.1")).ino).toBe(ino);
  expect(told()).toHaveLength(1);
  // Another found the same one full
  rotate(file(), ino);
  expect(statSync(file("events.1")).ino).toBe(ino);
  rmSync(journalOf(channel).folder, { recursive: true });
  native?.say({ state: "working" });
  expect(existsSync(journalOf(channel).folder)).toBe(false);
});

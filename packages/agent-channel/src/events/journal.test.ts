import {
  appendFileSync,
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HANG_MS, waitFor } from "@mosaicstack/tmux-client/testing";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { AgentChannel } from "../channel/agent-channel.js";
import { everyShell } from "../testing/shells.js";
import { followEvents, type EventGap, type EventsOptions } from "./follow-events.js";
import type { FleetEvent } from "./changes.js";
import { timeOfId } from "./event-id.js";
import { journalOf } from "./journal.js";
import { noteEvent } from "./note-event.js";

const packages = join(import.meta.dirname, "../../..");
const MIB = 1024 * 1024;

let root: string;
let channel: AgentChannel;
let ends: AbortController;
beforeEach(() => {
  root = mkdtempSync(join(realpathSync(tmpdir()), "events-"));
  channel = { folder: join(root, "run/channels/s/one"), state: join(root, "state/agents/s/one") };
  for (const path of [channel.folder, channel.state, journalOf(channel).folder])
    mkdirSync(path, { recursive: true, mode: 0o700 });
  ends = new AbortController();
});
afterEach(() => {
  ends.abort();
  rmSync(root, { recursive: true, force: true });
});

const file = (name = "events"): string => join(journalOf(channel).folder, name);
const lines = (name?: string): unknown[] =>
  readFileSync(file(name), "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as unknown);

async function told(
  options: Omit<EventsOptions, "signal"> = { since: 0 },
): Promise<(FleetEvent | EventGap)[]> {
  const found: (FleetEvent | EventGap)[] = [];
  const { signal } = ends;
  for await (const event of followEvents(journalOf(channel), { ...options, signal }))
    found.push(event);
  return found;
}

const words = (events: readonly (FleetEvent | EventGap)[]): string[] =>
  events.map((event) => (event.kind === "gap" ? "gap" : `${event.kind} ${event.from} ${event.to}`));

describe.each(everyShell())("note_event under $name", ({ shebang }) => {
  const [program = "", ...options] = shebang.slice(2).split(" ");
  const note = async (...argv: string[]): Promise<void> => await run("note_event", ...argv);
  const run = async (what: string, ...argv: string[]): Promise<void> => {
    const fragments = ["outside-files/lib/outside.sh", "agent-channel/lib/event.sh"];
    const text = fragments.map((name) => readFileSync(join(packages, name), "utf8")).join("\n");
    const script = join(root, "note.sh");
    writeFileSync(script, `set -u\numask 077\n${text}\n"$@"\n`);
    const args = what === "note_event" ? [what, channel.state, ...argv] : [what, ...argv];
    const ran = await execa(program, [...options, script, ...args], {
      reject: false,
      timeout: HANG_MS,
    });
    expect(ran).toMatchObject({ exitCode: 0, stdout: "", stderr: "" });
  };

  test("adds a line that reads as it was meant, whatever the reason holds", async () => {
    await note("activity", "idle", "hook");
    await note("activity", "blocked", "hook", 'say "hi" \\ $(id) `id` %s \t\u0001é');
    await note("delivery", "delivered", "queue", "", "m-1");
    expect(lines()).toEqual([
      { at: expect.any(String), agent: "one", kind: "activity", to: "idle", source: "hook" },
      expect.objectContaining({ reason: 'say "hi" \\ $(id) `id` %s é' }),
      expect.objectContaining({ kind: "delivery", message: "m-1" }),
    ]);
    expect(words(await told())).toEqual([
      "activity null idle",
      "activity idle blocked",
      "delivery null delivered",
    ]);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  test("a full journal becomes the older one, and one with another name is not written", async () => {
    writeFileSync(file(), "x".repeat(4 * MIB), { mode: 0o600 });
    await note("activity", "idle", "hook");
    expect(statSync(file("events.1")).size).toBe(4 * MIB);
    expect(lines()).toHaveLength(1);
    const persons = join(root, "persons");
    writeFileSync(persons, "mine\n");
    rmSync(file());
    linkSync(persons, file());
    await note("activity", "working", "hook");
    expect(readFileSync(persons, "utf8")).toBe("mine\n");
    expect(lines()).toHaveLength(1);
  });

  test("what is added of a known time fills it too, and a full one is put aside", async () => {
    const add = async (to: string): Promise<void> =>
      await run(
        "add_event",
        `2026-01-01T00:00:0${to}.000Z`,
        channel.state,
        "lifecycle",
        to,
        "launcher",
      );
    await add("1");
    await add("2");
    expect(lines()).toEqual([
      expect.objectContaining({ at: "2026-01-01T00:00:01.000Z", agent: "one", to: "1" }),
      expect.objectContaining({ to: "2", source: "launcher" }),
    ]);
    writeFileSync(file(), `${"x".repeat(4 * MIB - 2)}\n`, { mode: 0o600 });
    await add("3");
    expect(existsSync(file())).toBe(false);
    expect(statSync(file("events.1")).size).toBeGreaterThan(4 * MIB);
    await add("4");
    expect(lines()).toEqual([expect.objectContaining({ to: "4" })]);
  });

  test("what stands in its place is replaced, waits for nobody, and a folder costs the news alone", async () => {
    await execa("mkfifo", [file()]);
    await note("activity", "idle", "hook");
    expect(lines()).toHaveLength(1);
    rmSync(file());
    const target = join(root, "target");
    symlinkSync(target, file());
    await note("activity", "idle", "hook");
    expect(existsSync(target)).toBe(false);
    rmSync(file());
    mkdirSync(file());
    await note("activity", "idle", "hook");
    rmSync(journalOf(channel).folder, { recursive: true });
    await note("activity", "idle", "hook");
    expect(existsSync(journalOf(channel).folder)).toBe(false);
  });
});

test("what only says the same again is no event; a start without an end before it is one", async () => {
  for (const [kind, to] of [
    ["lifecycle", "active"],
    ["activity", "idle"],
    ["activity", "idle"],
    ["lifecycle", "active"],
    ["activity", "idle"],
  ] as const)
    noteEvent(channel, { kind, to, source: "launcher" });
  expect(words(await told())).toEqual([
    "lifecycle null active",
    "activity null idle",
    "lifecycle active active",
  ]);
});

test("from an id on each event comes once, also where the journal was rotated meanwhile", async () => {
  // Of one millisecond two lines that are alike would have one id
  const note = (to: string, reason?: string): void =>
    noteEvent(channel, { kind: "activity", to, source: "hook", ...(reason && { reason }) });
  for (const to of ["idle", "working", "done"]) note(to);
  const [, second] = await told();
  const after = second !== undefined && "id" in second ? second.id : "";
  expect(timeOfId(after)).toBeGreaterThan(0);
  renameSync(file(), file("events.1"));
  note("working", "again");
  expect(words(await told({ after }))).toEqual(["activity working done", "activity done working"]);
  rmSync(file("events.1"));
  expect(words(await told({ after }))).toEqual(["gap", "activity null working"]);
});

test("followed, what is added by who opened the journal before it was rotated comes as well", async () => {
  const seen: (string | undefined)[] = [];
  const follow = async (): Promise<void> => {
    const options = { follow: true, signal: ends.signal };
    for await (const event of followEvents(journalOf(channel), options))
      if (event.kind !== "gap") seen.push(event.message);
  };
  const note = (message: string): void =>
    noteEvent(channel, { kind: "delivery", to: "delivered", source: "send", message });
  // Where the newer one is not there, the older one is no news
  note("kept");
  renameSync(file(), file("events.1"));
  const following = follow();
  await new Promise(setImmediate);
  note("first");
  const late = openSync(file(), "a");
  try {
    await waitFor(() => seen.length >= 1, { what: "the first" });
    renameSync(file(), file("events.1"));
    note("second");
    await waitFor(() => seen.length >= 2, { what: "the second" });
    writeSync(late, readFileSync(file("events.1"), "utf8").replace("first", "late"));
  } finally {
    closeSync(late);
  }
  await waitFor(() => seen.length >= 3, { what: "the late one" });
  note("last");
  await waitFor(() => seen.length >= 4, { what: "the last" });
  expect(seen).toEqual(["first", "second", "late", "last"]);
  ends.abort();
  await following;
});

test("followed, each line comes once, across rotations", async () => {
  const seen: string[] = [];
  const following = (async () => {
    for await (const event of followEvents(journalOf(channel), {
      follow: true,
      signal: ends.signal,
    }))
      if (event.kind !== "gap") seen.push(event.message ?? "");
  })();
  noteEvent(channel, { kind: "delivery", to: "delivered", source: "send", message: "first" });
  await waitFor(() => seen.length > 0, { what: "the first" });
  const wanted = ["first"];
  for (let count = 0; count < 300; count++) {
    const message = `m${count}`;
    wanted.push(message);
    const line = { at: new Date().toISOString(), agent: "one", kind: "delivery", to: "delivered" };
    appendFileSync(file(), `${JSON.stringify({ ...line, source: "send", message })}\n`);
    if (count % 100 === 50) {
      await waitFor(() => seen.length > count - 40, { what: "what came before" });
      renameSync(file(), file("events.1"));
    }
  }
  await waitFor(() => seen.length >= wanted.length, { what: "all of them" });
  expect(seen).toEqual(wanted);
  ends.abort();
  await following;
});

test("a line without an end, a long one, and lines that are none cost nothing but themselves", async () => {
  writeFileSync(file(), `${"y".repeat(3 * MIB)}\n{"at":"2026-01-01T00:00:00Z","agent":"../x"}\n`);
  noteEvent(channel, { kind: "exit", to: "1", source: "launcher" });
  appendFileSync(file(), '{"at":"2026-01-01T00:00:00Z","agent":"one","kind":"ex');
  noteEvent(channel, { kind: "exit", to: "2", source: "launcher" });
  expect(words(await told())).toEqual(["exit null 1", "exit null 2"]);
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HANG_MS } from "@mosaicstack/tmux-client/testing";
import { buildSync } from "esbuild";
import { execa } from "execa";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readActivity, type Activity } from "../activity/read-activity.js";
import { readTranscript } from "../transcript/read-transcript.js";
import { readDeliveries } from "./deliveries.js";
import { inspectChannel, type ChannelFault } from "./inspect-channel.js";
import { leftOver, queued, take, textOf } from "./queue.js";
import { readReceipt } from "./receipt-file.js";

/** What test/planted-channel.ts tells of one thing in one place. */
interface Row {
  readonly place: string;
  readonly kind: string;
  readonly path: string;
  readonly inspect: readonly ChannelFault[];
  readonly activity: Activity;
  readonly queue?: unknown;
  readonly taken?: unknown;
  readonly deliveries?: unknown;
  readonly transcript?: unknown;
  readonly followed?: unknown;
  readonly lock?: unknown;
  readonly large?: unknown;
  /** What became of what is not the agent's. */
  readonly touched?: string;
}

let folder: string;
let rows: Row[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "planted-"));
  const outfile = join(folder, "planted.mjs");
  const entryPoints = [join(import.meta.dirname, "../../test/planted-channel.ts")];
  const common = { bundle: true, platform: "node", format: "esm", outfile } as const;
  buildSync({ ...common, entryPoints, conditions: ["@mosaicstack/source"] });
  const env = { PLANT: folder };
  const end = await execa(process.execPath, [outfile], { env, timeout: HANG_MS, reject: false });
  const all = end.stdout.split("\n").map((line) => JSON.parse(line) as Row & { begins?: true });
  if (end.failed) throw new Error(`it ended at ${JSON.stringify(all.at(-1))}: ${end.message}`);
  rows = all.filter(({ begins }) => begins !== true);
  if (process.geteuid?.() === 0)
    console.warn("skipped: what has no rights for us, for root has all");
}, HANG_MS * 2);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a file is that cannot be used as one, in the words of a reason; undefined where it can. */
const notFile: Readonly<Record<string, string>> = {
  "a FIFO": "a FIFO",
  "a socket": "a FIFO, a socket or a device",
  "a folder": "a folder",
  "a link to a file": "a link",
  "a link to a folder": "a link",
  "a link to nothing": "a link",
  "a link to a device": "a link",
  "without rights": "without the rights for us",
};
const isFolder = (place: string): boolean =>
  ["queue", "taken", "messages", "the channel", "its state"].includes(place);
const reasonFor = ({ place, kind }: Row): string | undefined => {
  if (isFolder(place)) return kind === "a folder" ? undefined : "no folder";
  const isEndless = ["lock", "transcript", "transcript.1"].includes(place);
  if (kind === "a sparse gigabyte") return isEndless ? undefined : "larger than";
  return notFile[kind];
};

test("nothing outside the channel is touched, whatever stands in it", () => {
  expect(rows.length).toBeGreaterThan(170);
  expect(rows.filter(({ touched }) => touched !== undefined)).toEqual([]);
});

test("each thing that is not ours to use is told, with its place", () => {
  for (const row of rows) {
    const { place, kind, path, inspect } = row;
    const reason = reasonFor(row);
    const told = inspect.map(({ what }) => what);
    const wanted = reason === undefined ? [] : [reason];
    expect([place, kind, told]).toEqual([
      place,
      kind,
      wanted.map((what) => expect.stringContaining(what) as string),
    ]);
    expect(inspect.map((fault) => fault.path)).toEqual(wanted.map(() => path));
  }
});

test("an activity that cannot be read is unknown, and says why", () => {
  for (const row of rows.filter(({ place }) => place === "activity" || place === "the channel")) {
    const reason =
      reasonFor(row) ?? (row.place === "activity" ? "no state that is known" : undefined);
    expect([row.kind, row.activity]).toMatchObject([
      row.kind,
      { state: "unknown", source: "none" },
    ]);
    expect(row.activity.reason ?? "").toContain(reason ?? "");
  }
});

test("the lock is to be had where a file can be made in its place, else it is said why not", () => {
  for (const { kind, lock } of rows.filter(({ place }) => place === "lock"))
    expect([kind, lock]).toEqual([
      kind,
      kind === "a folder" ? expect.stringContaining("is a folder") : true,
    ]);
});

test("one thing in the queue costs nothing, and text loses its control characters", () => {
  for (const row of rows.filter(({ place }) => place.endsWith(" entry"))) {
    const texts = row.queue as (string | null)[];
    expect([row.kind, texts.at(-1)]).toEqual([row.kind, "text"]);
    expect(JSON.stringify(texts)).not.toMatch(/\\u00[01]/);
    expect([row.kind, row.taken]).toEqual([row.kind, expect.arrayContaining(["text"])]);
  }
  for (const { kind, deliveries } of rows.filter(({ place }) => place === "deliveries"))
    expect([kind, deliveries]).toEqual([kind, kind === "a folder" ? [] : ["new"]]);
});

test("a transcript is read from its end, or it is said why not", () => {
  for (const row of rows.filter(({ place }) => place.startsWith("transcript"))) {
    const reason = reasonFor(row);
    if (reason !== undefined) expect(row.transcript).toContain(`NotOurs: ${row.path} is ${reason}`);
    else expect(row.transcript).toBeInstanceOf(Array);
    if (row.place === "transcript" && reason !== undefined)
      expect(row.followed).toEqual(row.transcript);
  }
});

test("whatever bytes stand in whatever file, readers neither throw nor give more than there is", () => {
  const home = join(folder, "fuzz");
  const channel = { folder: join(home, "channels/s/a"), state: join(home, "agents/s/a") };
  for (const each of [channel.folder, join(channel.state, "queue"), join(channel.state, "taken")])
    mkdirSync(each, { recursive: true });
  const message = "1764172800000-a";
  const files = [
    ...["activity", "receipt"].map((name) => join(channel.folder, name)),
    ...["deliveries", "transcript", `queue/${message}`, `taken/${message}`].map((name) =>
      join(channel.state, name),
    ),
  ];
  const word = fc.constantFrom(
    "state=",
    "working",
    "source=hook",
    "\n",
    "until=9999999999999",
    '{"id":"a"',
    ',"at":"2026-01-01T00:00:00Z"',
    ',"outcome":"delivered"',
    ',"bytes":-1',
    "}",
    "\u001b[2J",
    "\u009b",
    "pane=1",
    "ended=99999999999999999999",
    "\u202e",
  );
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(word, { maxLength: 12 }).map((words) => Buffer.from(words.join(""))),
  );
  fc.assert(
    fc.property(bytes, (content) => {
      for (const file of files) writeFileSync(file, content);
      const activity = readActivity({ channel, runtime: undefined });
      expect(activity.state === "unknown").toBe(activity.source === "none");
      readReceipt(channel);
      for (const each of readDeliveries(channel)) {
        expect(each.id).toMatch(/^[\w-]+$/);
        expect(new Date(each.at).toISOString()).toContain(each.at.slice(0, 10));
        expect(each.bytes ?? 0).toBeGreaterThanOrEqual(0);
      }
      const texts = [
        ...queued(channel).map((each) => take(channel, each)),
        ...leftOver(channel).map((each) => textOf(channel, each)),
      ];
      expect(texts.join("")).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
      expect(readTranscript(channel, 5).length).toBeLessThanOrEqual(5);
      expect(inspectChannel(channel)).toEqual([]);
    }),
    { numRuns: 100 },
  );
});

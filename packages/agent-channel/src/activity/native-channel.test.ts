import { execFileSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { readActivityRecord } from "../channel/activity-file.js";
import { readDeliveries } from "../channel/deliveries.js";
import { enqueue, withdraw } from "../channel/queue.js";
import { readReceipt } from "../channel/receipt-file.js";
import { reasonOf } from "../delivery/reasons.js";

/** What runs inside the runtimes is plain JavaScript without types. */
interface NativeChannel {
  say(activity: Record<string, unknown>): void;
  took(prompt: string, ours: boolean): void;
  ended(end: { readonly answer?: string; readonly reason?: string }): void;
  converse(id: string): void;
  look(): void;
  close(): void;
}
interface Module {
  readonly openNativeChannel: (options: {
    readonly free: () => boolean;
    readonly give: (text: string) => Promise<void>;
    readonly environment: Readonly<Record<string, string>>;
  }) => NativeChannel | undefined;
  readonly NotGiven: new (message: string) => Error;
}
const script = join(import.meta.dirname, "../../scripts/native-channel.js");
const native = (await import(script)) as Module;
const limits = (await import(join(script, "../native-limit.js"))) as {
  readonly endOfLimit: (message: string, now: number) => number | undefined;
  readonly isLimit: (message: string) => boolean;
};

let folder: string;
let state: string;
let open: NativeChannel | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "channel-"));
  state = join(folder, "state");
  for (const name of ["queue", "taken"]) mkdirSync(join(state, name), { recursive: true });
});
afterEach(() => {
  open?.close();
  open = undefined;
  rmSync(folder, { recursive: true, force: true });
});
const openChannel = (give: (text: string) => Promise<void>, free = () => true): NativeChannel => {
  open = native.openNativeChannel({ free, give, environment: { MOSAIC_CHANNEL: folder } });
  if (open === undefined) throw new Error("no channel");
  return open;
};
const ends = () => readDeliveries({ folder, state }).map(({ id, outcome }) => `${id} ${outcome}`);

describe("the channel of a runtime's own process", () => {
  test("is none without a folder that is there", () => {
    const { openNativeChannel } = native;
    const give = async (): Promise<void> => undefined;
    const nothing = { free: () => true, give };
    expect(openNativeChannel({ ...nothing, environment: {} })).toBeUndefined();
    const MOSAIC_CHANNEL = join(folder, "none");
    expect(openNativeChannel({ ...nothing, environment: { MOSAIC_CHANNEL } })).toBeUndefined();
  });

  test("writes what the readers of the folder read", () => {
    const channel = openChannel(async () => undefined);
    channel.say({
      state: "blocked",
      kind: "quota",
      until: 1_764_172_800,
      message: "a\n\u001B[31mb",
    });
    expect(readActivityRecord({ folder, state })).toMatchObject({
      state: "blocked",
      source: "native",
      kind: "quota",
      until: new Date("2025-11-26T16:00:00Z"),
      message: "a [31mb",
    });
    channel.took("typed", false);
    expect(readReceipt({ folder, state })).toMatchObject({ prompt: "typed", id: undefined });
    channel.converse("c-1");
    expect(readFileSync(join(state, "conversation"), "utf8")).toBe("c-1\n");
  });

  test("gives nothing that is late, and says so also while its runtime is busy", async () => {
    const channel = { folder, state };
    const second = Math.floor(Date.now() / 1000) * 1000;
    enqueue(channel, "late", "x", { expires: second });
    enqueue(channel, "in-time", "y", { expires: second + 600_000 });
    const back = enqueue(channel, "back", "z");
    withdraw(channel, back, "cancelled");
    const given: string[] = [];
    let free = false;
    const opened = openChannel(
      async (text) => void given.push(await Promise.resolve(text)),
      () => free,
    );
    opened.look();
    expect(ends()).toEqual(["back cancelled", "late expired"]);
    const told = readDeliveries(channel).map(({ reason }) => reason);
    expect(told).toEqual([reasonOf("withdrawn"), reasonOf("too-late")]);
    free = true;
    opened.look();
    await waitFor(() => ends().length === 3, { what: "the end of the one in time" });
    expect(ends()).toContain("in-time delivered");
    expect(given).toEqual(["y"]);
    expect(readdirSync(join(state, "taken"))).toEqual([]);
  });

  test("takes one message at a time, in order, and says how each ended", async () => {
    let busy = 0;
    const given: string[] = [];
    const give = async (text: string): Promise<void> => {
      busy += 1;
      await Promise.resolve();
      given.push(`${text} ${busy}`);
      busy -= 1;
      if (text === "refused") throw new native.NotGiven("no model");
      if (text === "lost") throw new Error("silence");
    };
    for (const text of ["first", "refused", "lost"]) queueAt(text);
    const channel = openChannel(give);
    channel.look();
    channel.look();
    enqueue({ folder, state }, "last", "last");
    await waitFor(() => ends().length === 4, { what: "four ends" });
    expect(ends()).toEqual([
      "first delivered",
      "refused refused",
      "lost uncertain",
      "last delivered",
    ]);
    expect(given).toEqual(["first 1", "refused 1", "lost 1", "last 1"]);
    expect(readdirSync(join(state, "taken"))).toEqual([]);
  });

  test("leaves messages where they are while the agent is not free", async () => {
    let free = false;
    const channel = openChannel(
      async () => undefined,
      () => free,
    );
    queueAt("waits");
    channel.look();
    expect(readdirSync(join(state, "queue"))).toHaveLength(1);
    free = true;
    channel.look();
    await waitFor(() => ends().length === 1, { what: "its end" });
  });

  test("does not send again what was cut off, and keeps the end of what had arrived", () => {
    const given: string[] = [];
    writeFileSync(join(state, "taken", "1764172800000-cut"), "cut");
    writeFileSync(join(state, "taken", "1764172800001-told"), "told");
    writeFileSync(join(state, "taken", ".1764172800002-half"), "half");
    writeFileSync(join(state, "taken", "1764172800003-failed"), "failed");
    const at = "2026-01-01T00:00:00Z";
    const told = ["failed", "delivered"].map((outcome, index) =>
      JSON.stringify({ id: ["failed", "told"][index], at, outcome }),
    );
    // The last line was cut short
    writeFileSync(join(state, "deliveries"), `${told.join("\n")}\n{"id":`);
    openChannel(async (text) => void given.push(text)).look();
    expect(ends()).toEqual(["failed failed", "told delivered", "cut uncertain"]);
    expect(readdirSync(join(state, "taken"))).toEqual([".1764172800002-half"]);
    expect(given).toEqual([]);
  });

  test("hands over what is ours to take alone, without control characters", async () => {
    const outside = join(folder, "outside");
    writeFileSync(outside, "a person's");
    const queue = join(state, "queue");
    execFileSync("mkfifo", [join(queue, "0000000000001-fifo")]);
    mkdirSync(join(queue, "0000000000002-folder"));
    symlinkSync(outside, join(queue, "0000000000003-link"));
    writeFileSync(join(queue, "0000000000004-large"), "");
    truncateSync(join(queue, "0000000000004-large"), 3 * 1024 ** 3);
    writeFileSync(join(queue, "0000000000005-hostile"), "a\u001b[201~\u0003b\u009b\r\nc");
    execFileSync("mkfifo", [join(state, "taken", "0000000000001-cut")]);
    symlinkSync(outside, join(state, "deliveries"));
    queueAt("last");
    const given: string[] = [];
    openChannel(async (text) => void given.push(text)).look();
    await waitFor(() => ends().length === 2, { what: "two ends" });
    expect(given).toEqual(["a[201~b\nc", "last"]);
    expect(ends()).toEqual(["hostile delivered", "last delivered"]);
    expect(readFileSync(outside, "utf8")).toBe("a person's");
    expect(readdirSync(queue)).toHaveLength(4);
  });

  test("writes through nothing that stands in the place of its files", () => {
    const outside = join(folder, "outside");
    writeFileSync(outside, "a person's");
    for (const file of [
      join(folder, "activity"),
      join(folder, "receipt"),
      join(state, "conversation"),
    ])
      symlinkSync(outside, file);
    const elsewhere = join(folder, "elsewhere");
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, "0000000000001-theirs"), "theirs");
    rmSync(join(state, "queue"), { recursive: true });
    symlinkSync(elsewhere, join(state, "queue"));
    const given: string[] = [];
    const channel = openChannel(async (text) => void given.push(text));
    channel.say({ state: "idle" });
    channel.took("typed", false);
    channel.converse("c-1");
    channel.look();
    expect(readFileSync(outside, "utf8")).toBe("a person's");
    expect(readActivityRecord({ folder, state })).toMatchObject({ state: "idle" });
    expect(readReceipt({ folder, state })).toMatchObject({ prompt: "typed" });
    expect(given).toEqual([]);
    expect(readdirSync(elsewhere)).toEqual(["0000000000001-theirs"]);
  });

  test("is quiet when its folder goes", () => {
    const channel = openChannel(async () => undefined);
    rmSync(folder, { recursive: true });
    expect(() => {
      channel.say({ state: "idle" });
      channel.took("typed", false);
      channel.look();
    }).not.toThrow();
  });
});

test.each([
  ["Rate limit reached for m in organization o. Please try again in 20s.", 20],
  ["Please try again in 6m0s.", 360],
  ["Please try again in 1.2s", 2],
  ["You have hit your ChatGPT usage limit (plus plan). Try again in ~5 min.", 300],
  ["retry in 1 day 2 hours", 93_600],
  ["Rate limit reached", undefined],
  ["429 in 3 requests", undefined],
])("%s", (message, seconds) => {
  expect(limits.endOfLimit(message, 0)).toBe(seconds);
});

test.each([
  ["429 Rate limit reached for requests", true],
  ["insufficient_quota", true],
  ["fetch failed", false],
  ["503 overloaded", false],
])("%s: a limit is %s", (message, limit) => {
  expect(limits.isLimit(message)).toBe(limit);
});

let puts = 0;
/** Under names of which none is like another. */
function queueAt(text: string): void {
  puts += 1;
  writeFileSync(join(state, "queue", `${1_764_172_800_000 + puts}-${text}`), text);
}

import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { join } from "node:path";
import { HANG_MS } from "@mosaicstack/tmux-client/testing";
import { expect, test } from "vitest";
import { openBoxedAgent } from "../../test/boxed-agent.js";
import { readDeliveries, recordDelivery } from "../channel/deliveries.js";
import { begin, enqueue, queued } from "../channel/queue.js";
import { deliver as send } from "./deliver.js";
import { takeLock } from "./lock.js";
import { runDrain } from "./run-drain.js";

const patient = { paintMs: HANG_MS, receiptMs: HANG_MS, lockMs: HANG_MS };
const deliver: typeof send = async (target, text) => await send(target, text, patient);
const large = "x".repeat(300_000);
const EIGHT_DAYS = Date.now() / 1000 - 8 * 24 * 3600;
const old = (path: string): void => fs.utimesSync(path, EIGHT_DAYS, EIGHT_DAYS);

test("a large message removes its own kind alone, and follows nothing", async () => {
  await using agent = await openBoxedAgent();
  const { state } = agent.target.channel;
  const messages = join(state, "messages");
  const docs = join(agent.server.directory, "docs");
  fs.mkdirSync(docs);
  const ours = "00000000-0000-4000-8000-000000000000.txt";
  for (const name of [ours, "letter.txt"]) {
    fs.writeFileSync(join(docs, name), "a person's");
    old(join(docs, name));
  }
  fs.symlinkSync(docs, messages);
  expect(await deliver(agent.target, large)).toMatchObject({
    outcome: "failed",
    reason: `${messages} is no folder`,
  });
  expect(fs.readdirSync(docs).toSorted()).toEqual([ours, "letter.txt"]);

  fs.rmSync(messages);
  fs.mkdirSync(messages);
  for (const name of [ours, "notes.txt"]) fs.writeFileSync(join(messages, name), "old");
  fs.mkdirSync(join(messages, "folder"));
  fs.mkdirSync(join(messages, ours.replace("4000", "4001")));
  fs.symlinkSync(join(docs, ours), join(messages, ours.replace("4000", "4002")));
  for (const name of [ours, "notes.txt", "folder"]) old(join(messages, name));
  const delivery = await deliver(agent.target, large);
  expect(delivery).toMatchObject({ outcome: "delivered" });
  expect(fs.readdirSync(messages).toSorted()).toEqual(
    [
      ours.replace("4000", "4001"),
      ours.replace("4000", "4002"),
      `${delivery.id}.txt`,
      "folder",
      "notes.txt",
    ].toSorted(),
  );
  expect(fs.readFileSync(join(docs, ours), "utf8")).toBe("a person's");
});

test("the lock: a FIFO, a link, a device's link are replaced; a folder is told, and nothing is typed", async () => {
  await using agent = await openBoxedAgent();
  const { channel } = agent.target;
  const lock = join(channel.folder, "lock");
  const elsewhere = join(agent.server.directory, "elsewhere");
  const plants: (() => void)[] = [
    () => execFileSync("mkfifo", [lock]),
    () => fs.symlinkSync(elsewhere, lock),
    () => fs.symlinkSync("/dev/null", lock),
  ];
  for (const plant of plants) {
    fs.rmSync(lock, { force: true });
    plant();
    expect(await deliver(agent.target, "hello")).toMatchObject({ outcome: "delivered" });
    expect(fs.lstatSync(lock).isFile()).toBe(true);
  }
  expect(fs.existsSync(elsewhere)).toBe(false);
  // What stands there now is held as ever
  const release = await takeLock(channel, HANG_MS);
  expect(await takeLock(channel, 100)).toBeUndefined();
  release?.();
  fs.rmSync(lock);
  fs.mkdirSync(lock);
  expect(await deliver(agent.target, "hello")).toMatchObject({
    outcome: "failed",
    reason: `${lock} is a folder`,
  });
  expect(agent.submissions()).toHaveLength(plants.length);
});

test("what is queued is typed without what could act on the terminal, whatever else is in the queue", async () => {
  await using agent = await openBoxedAgent();
  const { channel } = agent.target;
  const queue = join(channel.state, "queue");
  execFileSync("mkfifo", [join(queue, "0000000000001-fifo")]);
  fs.mkdirSync(join(queue, "0000000000002-folder"));
  fs.symlinkSync("/etc/passwd", join(queue, "0000000000003-link"));
  fs.writeFileSync(join(queue, "0000000000004-large"), "");
  fs.truncateSync(join(queue, "0000000000004-large"), 3 * 1024 ** 3);
  fs.writeFileSync(join(queue, "0x00000000005-hex"), "never");
  fs.writeFileSync(join(queue, "0000000000006-empty"), "\u001b\u0000");
  fs.writeFileSync(join(queue, "0000000000007-hostile"), "a\u001b[201~\u0003b\u009b\r\nc");
  enqueue(channel, "last", "the last");
  const lock = await takeLock(channel, HANG_MS);
  for (const count of [1, 2]) {
    expect(await runDrain("held", agent.target, { lock: lock! })).toBe("");
    expect(agent.submissions()).toHaveLength(count);
  }
  lock?.();
  expect(agent.submissions().map(({ text }) => text)).toEqual(["a[201~b\nc", "the last"]);
  expect(readDeliveries(channel).map((each) => [each.id, each.outcome])).toEqual([
    ["empty", "refused"],
    ["hostile", "delivered"],
    ["last", "delivered"],
  ]);
  expect(queued(channel).map((each) => each.id)).toEqual(["fifo", "folder", "link", "large"]);
});

test("of what was left over an end that is recorded is not told again, and what is no message holds up nothing", async () => {
  await using agent = await openBoxedAgent();
  const { channel } = agent.target;
  const taken = join(channel.state, "taken");
  begin(channel, "told", "told");
  recordDelivery(channel, {
    id: "told",
    at: "2026-01-01T00:00:00Z",
    outcome: "failed",
    receipt: null,
  });
  for (let at = 0; at < 40; at++) {
    const name = join(taken, `${String(at).padStart(13, "0")}-x`);
    fs.writeFileSync(name, "");
    fs.truncateSync(name, 2 ** 30);
  }
  begin(channel, "cut", "cut off");
  expect(await deliver(agent.target, "hello")).toMatchObject({ outcome: "delivered" });
  expect(fs.readdirSync(taken).filter((name) => !name.endsWith("-x"))).toEqual([]);
  const ends = fs.readFileSync(join(channel.state, "deliveries"), "utf8").split("\n");
  expect(ends.filter((line) => line.includes('"told"'))).toHaveLength(1);
  expect(ends.filter((line) => line.includes('"cut"'))).toHaveLength(1);
});

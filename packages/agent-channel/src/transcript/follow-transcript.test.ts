import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { AgentChannel } from "../channel/agent-channel.js";
import { openPaneReader, type PaneReader } from "../../test/pane-reader.js";
import { sh } from "../testing/shells.js";
import { followTranscript } from "./follow-transcript.js";
import { readTranscript } from "./read-transcript.js";

let root: string;
let channel: AgentChannel;
let end: AbortController;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "follow-"));
  channel = { folder: join(root, "channels/s/it"), state: join(root, "agents/s/it") };
  for (const folder of Object.values(channel)) mkdirSync(folder, { recursive: true });
  end = new AbortController();
});
afterEach(() => rmSync(root, { recursive: true }));

const path = (name: string): string => join(channel.state, name);
const print = (text: string | Buffer): void => appendFileSync(path("transcript"), text);
const rotate = (): void => renameSync(path("transcript"), path("transcript.1"));
/** So many lines, and no more are waited for. */
const take = async (lines: AsyncGenerator<string>, count: number): Promise<string[]> => {
  const taken: string[] = [];
  while (taken.length < count) taken.push((await lines.next()).value ?? "its end");
  return taken;
};

test("what is printed between the first lines and the next look comes, over two rotations", async () => {
  print("0\n1\n2\n");
  rotate();
  print("3\n4\n");
  const lines = followTranscript(channel, end.signal, 3);
  expect(await take(lines, 1)).toEqual(["2"]);
  print("5\n");
  rotate();
  print("6\n7\n");
  rotate();
  print("8\n");
  expect(await take(lines, 6)).toEqual(["3", "4", "5", "6", "7", "8"]);
  print("9\n");
  rotate();
  print("10\n");
  expect(await take(lines, 2)).toEqual(["9", "10"]);
  end.abort();
  expect((await lines.next()).done).toBe(true);
});

test("a line that the first look cut through comes whole, and once", async () => {
  const [head, tail] = [Buffer.from("über ✓ ").subarray(0, -2), Buffer.from("✓ ").subarray(-2)];
  print(Buffer.concat([Buffer.from("before\n"), head]));
  expect(readTranscript(channel, 2)).toHaveLength(2);
  const lines = followTranscript(channel, end.signal, 2);
  expect(await take(lines, 1)).toEqual(["before"]);
  const next = take(lines, 2);
  print(Buffer.concat([tail, Buffer.from("go")]));
  rotate();
  print("on\nlast\n");
  expect(await next).toEqual(["über ✓ goon", "last"]);
  await lines.return();
});

test("an older half that is no successor is not given again, though its inode could be", async () => {
  print("old\n");
  rotate();
  print("first\n");
  const lines = followTranscript(channel, end.signal, 1);
  expect(await take(lines, 1)).toEqual(["first"]);
  rmSync(path("transcript"));
  print("anew\n");
  expect(await take(lines, 1)).toEqual(["anew"]);
  rotate();
  rmSync(path("transcript.1"));
  print("again\n");
  rotate();
  print("newest\n");
  expect(await take(lines, 2)).toEqual(["again", "newest"]);
  await lines.return();
});

test("a writer that does not pause: each line once, whenever the follow begins", async () => {
  await using reader = await openPaneReader(sh);
  const feed = reader.feed(20_000);
  const line = (at: number): string => `line ${at} of what an agent prints`;
  // Where each follower is; the writer goes no further ahead of the slowest than the older half keeps.
  const seen = [0, 0, 0, 0];
  const writer = (async () => {
    for (let printed = 0; printed < 6000;) {
      if (printed - Math.min(...seen) > 150) await turn();
      else await feed.write(`${line(printed++)}\r\n`);
    }
    return await feed.end();
  })();
  const followed = seen.map(async (_, who) => {
    while ((seen[0] ?? 0) < who * 500) await turnOf(seen, who);
    const lines = followTranscript(of(reader), end.signal, who === 0 ? 1000 : 20);
    const taken: string[] = [];
    for await (const text of lines) {
      taken.push(text);
      seen[who] = Number(/\d+/.exec(text)?.[0]);
      if (seen[who] === 5999) break;
    }
    return taken;
  });
  for (const [who, lines] of (await Promise.all(followed)).entries()) {
    const from = who === 0 ? 0 : Number(/\d+/.exec(lines[0] ?? "")?.[0]);
    expect(lines).toEqual(Array.from({ length: 6000 - from }, (_, at) => line(from + at)));
  }
  expect(await writer).toBe(0);
});

/** One that has not begun holds nobody up. */
async function turnOf(seen: number[], who: number): Promise<void> {
  seen[who] = seen[0] ?? 0;
  await turn();
}

function of({ channel: folder, state }: PaneReader): AgentChannel {
  return { folder, state };
}

import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { readActivity } from "../src/activity/read-activity.js";
import { ensureChannel, type AgentChannel } from "../src/channel/agent-channel.js";
import { readDeliveries, recordDelivery } from "../src/channel/deliveries.js";
import { inspectChannel } from "../src/channel/inspect-channel.js";
import { begin, enqueue, finish, leftOver, queued, take, textOf } from "../src/channel/queue.js";
import { readReceipt, receiptFault } from "../src/channel/receipt-file.js";
import { takeLock } from "../src/delivery/lock.js";
import { normalise } from "../src/delivery/message.js";
import { asTyped, forgetFile } from "../src/delivery/through-file.js";
import { followTranscript } from "../src/transcript/follow-transcript.js";
import { readTranscript } from "../src/transcript/read-transcript.js";

/**
 * Plants each kind of thing in the place of each file of a channel, and uses all that reads and writes there. A process of its
 * own, for a reader that waits for a FIFO cannot be told to stop. Prints a JSON object per row; `PLANT` is a folder for it.
 */
const base = process.env["PLANT"] ?? "";
const channel: AgentChannel = {
  folder: join(base, "run/channels/s/a"),
  state: join(base, "state/agents/s/a"),
};
const outside = join(base, "outside");
const MESSAGE = "1764172800000-planted";
const places: Readonly<Record<string, string>> = {
  activity: join(channel.folder, "activity"),
  receipt: join(channel.folder, "receipt"),
  lock: join(channel.folder, "lock"),
  target: join(channel.folder, "target"),
  queue: join(channel.state, "queue"),
  taken: join(channel.state, "taken"),
  messages: join(channel.state, "messages"),
  "queue entry": join(channel.state, "queue", MESSAGE),
  "taken entry": join(channel.state, "taken", MESSAGE),
  deliveries: join(channel.state, "deliveries"),
  "deliveries.1": join(channel.state, "deliveries.1"),
  conversation: join(channel.state, "conversation"),
  transcript: join(channel.state, "transcript"),
  "transcript.1": join(channel.state, "transcript.1"),
  "the channel": channel.folder,
  "its state": channel.state,
};

const write = (text: string | Uint8Array) => (path: string) => fs.writeFileSync(path, text);
const link = (to: string) => (path: string) => fs.symlinkSync(join(outside, to), path);
const kinds: Readonly<Record<string, (path: string) => void>> = {
  "a FIFO": (path) => fs.linkSync(join(base, "fifo"), path),
  "a socket": (path) => fs.linkSync(join(base, "socket"), path),
  "a folder": (path) => fs.mkdirSync(path),
  "a link to a file": link("file"),
  "a link to a folder": link("folder"),
  "a link to nothing": link("nothing"),
  "a link to a device": (path) => fs.symlinkSync("/dev/null", path),
  "a sparse gigabyte": (path) => {
    fs.writeFileSync(path, "");
    fs.truncateSync(path, 3 * 1024 ** 3);
  },
  "without rights": (path) => fs.writeFileSync(path, "x", { mode: 0 }),
  torn: write('state=work\n{"id":"a","outco'),
  NUL: write("state=\0working\0\nsource=hook\n"),
  "not UTF-8": write(Uint8Array.of(0x73, 0xff, 0xfe, 0x0a, 0xc3)),
};

async function tried(act: () => unknown): Promise<unknown> {
  try {
    return (await act()) ?? null;
  } catch (error) {
    const { name, message } = error as Error;
    return `${name}: ${message}`;
  }
}

async function use(place: string): Promise<Record<string, unknown>> {
  const used: Record<string, unknown> = {
    inspect: await tried(() => inspectChannel(channel)),
    activity: await tried(() => readActivity({ channel, runtime: undefined })),
    receipt: await tried(() => [readReceipt(channel) ?? null, receiptFault(channel) ?? null]),
  };
  if (/queue|taken|deliveries|state/.test(place))
    Object.assign(used, {
      queue: await tried(() => {
        enqueue(channel, "new", "te\u001bxt");
        return queued(channel).map((each) => take(channel, each) ?? null);
      }),
      taken: await tried(() =>
        leftOver(channel).map((each) => {
          const text = textOf(channel, each);
          finish(channel, each);
          return text;
        }),
      ),
      begin: await tried(() => finish(channel, begin(channel, "new", "text"))),
      deliveries: await tried(() => {
        const at = "2026-01-01T00:00:00Z";
        recordDelivery(channel, { id: "new", at, outcome: "delivered", receipt: null });
        return readDeliveries(channel).map(({ id }) => id);
      }),
    });
  if (place.startsWith("transcript") || place === "its state") {
    used["transcript"] = await tried(() => readTranscript(channel, 10));
  }
  if (place === "transcript")
    used["followed"] = await tried(async () => {
      const end = new AbortController();
      const lines = followTranscript(channel, end.signal, 10);
      const first = lines.next();
      end.abort();
      return (await first).value;
    });
  if (place === "lock" || place === "the channel")
    used["lock"] = await tried(async () => {
      const release = await takeLock(channel, 120_000);
      release?.();
      return release !== undefined;
    });
  if (place === "messages" || place === "its state")
    used["large"] = await tried(() => {
      const id = "00000000-0000-4000-8000-000000000000";
      const text = asTyped(channel, { id, ...normalise("x".repeat(300_000)) });
      forgetFile(channel, id);
      return text;
    });
  return used;
}

function prepare(): void {
  for (const name of ["run", "state", "outside"])
    fs.rmSync(join(base, name), { recursive: true, force: true });
  ensureChannel(channel);
  fs.mkdirSync(join(outside, "folder"), { recursive: true });
  fs.writeFileSync(join(outside, "file"), "not ours");
  const old = join(outside, "folder", "00000000-0000-4000-8000-000000000001.txt");
  for (const file of [old, join(outside, "folder", MESSAGE)]) {
    fs.writeFileSync(file, "not ours");
    fs.utimesSync(file, 0, 0);
  }
}

function seen(): string {
  const names = [...fs.readdirSync(outside), ...fs.readdirSync(join(outside, "folder"))];
  return [fs.readFileSync(join(outside, "file"), "utf8"), ...names.toSorted()].join(" ");
}

execFileSync("mkfifo", [join(base, "fifo")]);
const server = createServer().listen(join(base, "socket"));
await new Promise((resolve) => server.once("listening", resolve));
for (const [kind, plant] of Object.entries(kinds)) {
  for (const [place, path] of Object.entries(places)) {
    if (kind === "without rights" && process.geteuid?.() === 0) continue;
    prepare();
    const before = seen();
    fs.rmSync(path, { recursive: true, force: true });
    plant(path);
    process.stdout.write(`${JSON.stringify({ place, kind, path, begins: true })}\n`);
    const used = await use(place);
    const touched = seen() === before ? undefined : seen();
    process.stdout.write(`${JSON.stringify({ place, kind, path, ...used, touched })}\n`);
  }
}
server.close();

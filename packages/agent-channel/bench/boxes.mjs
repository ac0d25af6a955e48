import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { runtimes } from "@mosaicstack/runtimes";

const BOX = join(import.meta.dirname, "../test/fake-box.mjs");
const runtime = {
  ...runtimes.claude,
  title: { idle: null, working: null },
  box: { shown: null, empty: null, text: "^> .*\\S" },
};

/** A stand-in input box of that kind, ready, in a session named by it: where to deliver to, and its log, which is the truth. */
export async function openBox(server, mode) {
  const name = mode;
  const folder = join(server.directory, name);
  const channel = { folder, state: join(folder, "state") };
  mkdirSync(channel.state, { recursive: true });
  const log = join(folder, "box.jsonl");
  await server.tmux.sessions.ensure({
    name,
    command: [process.execPath, BOX],
    environment: { BOX_LOG: log, BOX_MODE: mode, BOX_HOOK: "1", MOSAIC_CHANNEL: folder },
    size: { width: 100, height: 24 },
  });
  const rows = await server.tmux.list(["session_name", "pane_id", "pid", "start_time"]);
  const row = rows.find((each) => each.session_name === name);
  const pane = { id: row.pane_id, server: { pid: row.pid, startTime: row.start_time } };
  while (!events(log).some(({ event }) => event === "ready")) await sleep(50);
  return { target: { tmux: server.tmux, pane, channel, runtime }, log };
}

function events(log) {
  try {
    return readFileSync(log, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  } catch {
    return [];
  }
}

/** What the box was given to answer, in order. */
export function submissions(log) {
  return events(log).filter(({ event }) => event === "submit");
}

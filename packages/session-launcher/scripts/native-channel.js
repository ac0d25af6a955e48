// What the channels inside OpenCode and Pi have in common: the agent's folder (docs/reference/agent-channel.md), written
// by a runtime's own process. Nothing here throws, prints or keeps the process alive: an agent works without its channel.
import { createHash, randomUUID } from "node:crypto";
import * as fs from "node:fs";
import { basename, dirname, join } from "node:path";

/** Milliseconds for which a runtime may keep silent about a message that it was given. */
export const TAKE_MS = 30_000;

/**
 * Opens the folder that `MOSAIC_CHANNEL` names; undefined where there is none. `free()` says whether the agent takes a
 * message now; `give(text)` hands one over, and is fulfilled when the model will see it.
 */
export function openNativeChannel({ free, give, environment = process.env }) {
  const folder = environment.MOSAIC_CHANNEL;
  if (!folder || !fs.existsSync(folder)) return undefined;
  const state = join(folder, "state");
  const queue = join(state, "queue");
  let handing;
  let closed = false;

  const look = () => {
    if (handing !== undefined || closed || !attempt(free)) return;
    const name = attempt(() => fs.readdirSync(queue).toSorted().find(isMessage));
    if (name === undefined) return;
    const file = join(state, "taken", name);
    // Whoever renames it has it
    if (attempt(() => fs.renameSync(join(queue, name), file) ?? true) !== true) return;
    handing = { id: idOf(name) };
    void handOver(file).finally(() => {
      handing = undefined;
      look();
    });
  };

  const handOver = async (file) => {
    try {
      await give(fs.readFileSync(file, "utf8"));
      record(state, file, { outcome: "delivered", receipt: "native" });
    } catch (error) {
      const outcome = error instanceof NotGiven ? "failed" : "uncertain";
      record(state, file, { outcome, receipt: null, reason: oneLine(error?.message ?? error) });
    }
  };

  attempt(() => {
    for (const name of ["queue", "taken"])
      fs.mkdirSync(join(state, name), { recursive: true, mode: 0o700 });
  });
  settleTaken(state);
  const watcher = attempt(() => fs.watch(queue, { persistent: false }, look));
  watcher?.on("error", () => undefined);

  return {
    /** What the agent does now. */
    say: (activity) => replace(join(folder, "activity"), activityText(activity)),
    /** The agent took a message; `ours`: it is the one that `give` was called with. */
    took: (prompt, ours) =>
      replace(
        join(folder, "receipt"),
        `${JSON.stringify({ prompt, ...(ours && handing ? { id: handing.id } : {}) })}\n`,
      ),
    /** The conversation that a restart goes on with. */
    converse: (id) => {
      const file = join(state, "conversation");
      if (attempt(() => fs.readFileSync(file, "utf8")) !== `${id}\n`) replace(file, `${id}\n`);
    },
    /** Hands over the oldest message, if the agent is free. */
    look,
    /** Puts a message of our own at the end of the queue. */
    enqueue: (id, text) =>
      replace(join(queue, `${String(Date.now()).padStart(13, "0")}-${id}`), text),
    /** Hands nothing over any more. */
    close: () => {
      closed = true;
      attempt(() => watcher?.close());
    },
  };
}

/** Nothing of the message reached the runtime. */
export class NotGiven extends Error {}

/** Whether a runtime's message is about a limit of use, and not about a broken connection. */
export function isLimit(message) {
  return /rate.?limit|too many requests|quota|usage.?limit|limit.?reached|\b429\b/i.test(message);
}

/** Seconds since the epoch at which a limit ends by its message (`try again in 6m0s`, `in ~5 min`); undefined where it says nothing. */
export function endOfLimit(message, now = Date.now()) {
  const [, span] = /\bin ~?((?:\d+(?:\.\d+)?\s*(?:ms|[smhd])[a-z]*[\s,]*)+)/i.exec(message) ?? [];
  if (span === undefined) return undefined;
  const units = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400 };
  let seconds = 0;
  for (const [, count, unit] of span.matchAll(/(\d+(?:\.\d+)?)\s*(ms|[smhd])/gi))
    seconds += Number(count) * units[unit.toLowerCase()];
  return Math.ceil(now / 1000 + seconds);
}

function activityText({ state, kind, until, message }) {
  const lines = [`state=${state}`, "source=native"];
  if (kind !== undefined) lines.push(`kind=${kind}`);
  if (Number.isSafeInteger(until)) lines.push(`until=${until}`);
  if (message) lines.push(`message=${oneLine(message)}`);
  return `${lines.join("\n")}\n`;
}

/** What was cut off on its way: whether it arrived is not known, and it is not sent again. */
function settleTaken(state) {
  const names = attempt(() => fs.readdirSync(join(state, "taken")).toSorted().filter(isMessage));
  for (const name of names ?? []) {
    const reason = "cut off while it was handed over";
    record(state, join(state, "taken", name), { outcome: "uncertain", receipt: null, reason });
  }
}

/** Adds the line and removes the file; one whose end is recorded already only goes. */
function record(state, file, { outcome, receipt, reason }) {
  const deliveries = join(state, "deliveries");
  const name = basename(file);
  const content = attempt(() => fs.readFileSync(file));
  if (content === undefined) return;
  const line = {
    id: idOf(name),
    at: new Date().toISOString(),
    outcome,
    receipt,
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    ms: Math.max(0, Date.now() - Number.parseInt(name, 10)),
    reason,
  };
  attempt(() => {
    const told = attempt(() => fs.readFileSync(deliveries, "utf8")) ?? "";
    if (!told.split("\n").some((each) => isEnd(each, line.id)))
      fs.appendFileSync(deliveries, `${JSON.stringify(line)}\n`, { mode: 0o600 });
  });
  attempt(() => fs.rmSync(file, { force: true }));
}

function isEnd(line, id) {
  if (!line.includes(id)) return false;
  const told = attempt(() => JSON.parse(line));
  return told?.id === id && told.outcome === "delivered";
}

function isMessage(name) {
  return /^\d{13}-[\w-]+$/.test(name);
}

function idOf(name) {
  return name.slice(name.indexOf("-") + 1);
}

/** Whole or not at all: readers come at any moment. */
function replace(path, text) {
  const beside = join(dirname(path), `.${basename(path)}.${randomUUID()}`);
  const done = attempt(() => {
    fs.writeFileSync(beside, text, { mode: 0o600 });
    fs.renameSync(beside, path);
    return true;
  });
  if (!done) attempt(() => fs.rmSync(beside, { force: true }));
}

function oneLine(text) {
  // oxlint-disable-next-line no-control-regex -- a message of a provider may hold anything, and is shown in terminals
  const plain = String(text).replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
  return plain.trim().slice(0, 200);
}

/** What `act` gives; undefined where it throws: a full disk or a missing folder costs the news, never the agent. */
export function attempt(act) {
  try {
    return act();
  } catch {
    return undefined;
  }
}

// What the channels inside OpenCode and Pi have in common: the agent's folder (docs/reference/agent-channel.md), written
// by a runtime's own process. Nothing here throws, prints or keeps the process alive: an agent works without its channel.
// Others can write there as well: nothing is waited for or followed, and what is larger than said is not read.
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { basename, dirname, join } from "node:path";
import { answerLine } from "./native-answer.js";
import { append, attempt, isFile, isFolder, read, replace } from "./native-files.js";
import * as its from "./native-messages.js";
import { BYTES, JOURNAL_BYTES, LEFT, NAMES, WORDS } from "./native-rules.js";
import { tellChange } from "./person-hook.js";

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
  let turn;
  let closed = false;
  let doing = {};

  const look = () => {
    if (!closed) endLate(state);
    if (handing !== undefined || closed || !attempt(free)) return;
    const message = takeOldest(state);
    if (message === undefined) return;
    handing = { id: its.idOf(message.name) };
    void handOver(message).finally(() => {
      handing = undefined;
      look();
    });
  };

  const handOver = async (message) => {
    try {
      await give(message.text);
      record(state, message, { outcome: "delivered", receipt: "native" });
    } catch (error) {
      const isBack = error instanceof NotGiven;
      const word = isBack ? WORDS.rejected : WORDS.untold;
      record(state, message, {
        outcome: isBack ? "refused" : "uncertain",
        reason: `${word}: ${its.oneLine(error?.message ?? error)}`,
      });
    }
  };

  attempt(() => {
    for (const name of ["queue", "taken"])
      fs.mkdirSync(join(state, name), { recursive: true, mode: 0o700 });
  });
  settleTaken(state);
  const watcher = attempt(() => isFolder(queue) && fs.watch(queue, { persistent: false }, look));
  if (watcher) watcher.on("error", () => undefined);

  return {
    /** What the agent does now. */
    say: (activity) => {
      const before = doing;
      doing = { ...activity, message: activity.message && its.oneLine(activity.message) };
      replace(join(folder, "activity"), its.activityText(doing));
      if (doing.state !== before.state || doing.kind !== before.kind)
        noteEvent(state, its.activityEvent(doing));
      attempt(() => tellChange(folder, doing, before));
    },
    /** The agent took a message; `ours`: it is the one that `give` was called with. */
    took: (prompt, ours) => {
      turn = { prompt, ...(ours && handing ? { id: handing.id } : {}) };
      replace(join(folder, "receipt"), `${JSON.stringify(turn)}\n`);
    },
    /** How that turn ended: `answer`, or the `reason` why there is none. Before `say`, so that who sees it over finds it. */
    ended: (end) => {
      if (turn === undefined) return;
      const file = join(folder, "answer");
      attempt(() => isFile(file) && fs.renameSync(file, `${file}.1`));
      replace(file, answerLine(turn, end));
      turn = undefined;
    },
    /** The conversation that a restart goes on with. */
    converse: (id) => {
      const file = join(state, "conversation");
      if (read(file, BYTES.line) !== `${id}\n`) replace(file, `${id}\n`);
    },
    /** Hands over the oldest message, if the agent is free. */
    look,
    /** Puts a message of our own at the end of the queue. */
    enqueue: (id, text) => {
      const name = `${String(Date.now()).padStart(13, "0")}-${id}`;
      if (isFolder(queue)) replace(join(queue, name), text);
    },
    /** Hands nothing over any more. */
    close: () => {
      closed = true;
      attempt(() => watcher && watcher.close());
    },
  };
}

/** Nothing of the message reached the runtime. */
export class NotGiven extends Error {}

/** The oldest message, with its text; what cannot be read is left alone. */
function takeOldest(state) {
  const taken = join(state, "taken");
  for (const name of messagesIn(join(state, "queue"))) {
    const text = read(join(state, "queue", name), BYTES.message);
    const file = join(taken, name);
    // Whoever renames it has it
    const act = () => isFolder(taken) && (fs.renameSync(join(state, "queue", name), file), true);
    if (text !== undefined && !its.isLate(name) && attempt(act))
      return { name, file, text: its.printable(text) };
  }
  return undefined;
}

/** What was not handed over in time, or withdrawn. */
function endLate(state) {
  const taken = join(state, "taken");
  for (const name of messagesIn(join(state, "queue")).filter((each) => its.isLate(each))) {
    const text = read(join(state, "queue", name), BYTES.message);
    const as = its.withdrawnName(name);
    const file = join(taken, as);
    const act = () => isFolder(taken) && (fs.renameSync(join(state, "queue", name), file), true);
    if (text !== undefined && attempt(act)) record(state, { name: as, file, text }, its.endOf(as));
  }
}

/** What was cut off on its way: whether it arrived is not known, and it is not sent again. */
function settleTaken(state) {
  for (const name of messagesIn(join(state, "taken")).slice(0, LEFT)) {
    const file = join(state, "taken", name);
    const text = read(file, BYTES.message);
    if (text !== undefined) record(state, { name, file, text }, its.endOf(name));
  }
}

/** Adds the line and removes the file; one whose end is recorded already only goes. */
function record(state, { name, file, text }, { outcome, receipt = null, reason }) {
  const deliveries = join(state, "deliveries");
  const content = Buffer.from(text);
  const line = {
    id: its.idOf(name),
    at: new Date().toISOString(),
    outcome,
    receipt,
    bytes: content.length,
    sha256: createHash("sha256").update(content).digest("hex"),
    ms: Math.max(0, Date.now() - Number.parseInt(name, 10)),
    reason,
  };
  const told = read(deliveries, BYTES.deliveries) ?? "";
  if (!told.split("\n").some((each) => isEndOf(each, line.id))) {
    append(deliveries, `${JSON.stringify(line)}\n`, BYTES.deliveries / 2);
    noteEvent(state, its.deliveryEvent(line));
  }
  attempt(() => fs.rmSync(file, { force: true }));
}

/** Adds to the fleet's journal, if the launcher made it (docs/reference/events.md). */
function noteEvent(state, event) {
  const own = attempt(() => fs.realpathSync(state));
  if (own === undefined) return;
  const [agent, socket] = [basename(own), basename(dirname(own))];
  const folder = join(own, "../../../events", socket);
  const line = { at: new Date().toISOString(), agent, ...event };
  if (isFolder(dirname(folder)) && isFolder(folder))
    append(join(folder, "events"), `${JSON.stringify(line)}\n`, JOURNAL_BYTES);
}

function isEndOf(line, id) {
  const told = line.includes(id) ? attempt(() => JSON.parse(line)) : undefined;
  return told?.id === id && its.isEnd(told.outcome);
}

/** Names of messages, the oldest first. */
function messagesIn(path) {
  const folder = isFolder(path) ? attempt(() => fs.opendirSync(path)) : undefined;
  const next = () => attempt(() => folder?.readSync()?.name);
  const names = [""];
  for (let name = next(); name && names.length < NAMES; name = next()) names.push(name);
  attempt(() => folder?.closeSync());
  return names.filter((name) => its.isMessage(name)).toSorted();
}

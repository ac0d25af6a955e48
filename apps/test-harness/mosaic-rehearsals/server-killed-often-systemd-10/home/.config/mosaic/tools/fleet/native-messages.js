// What a message is by its name and its text, and which lines of `deliveries` are an end: drain/expire.sh and
// src/channel/message-name.ts know the same. And what the channel is told of the agent.
import { ENDS, REASONS } from "./native-rules.js";

const WITHDRAWN = /^\d{13}\.(expired|cancelled)-/;

/** Whether a file of `queue` or `taken` is a message: `MILLISECONDS-ID`, or `MILLISECONDS.EXPIRES-ID`. */
export const isMessage = (name) => /^\d{13}(\.(\d{10}|expired|cancelled))?-[\w-]+$/.test(name);
export const idOf = (name) => name.slice(name.indexOf("-") + 1);

/** Whether it is never to be handed over any more. */
export function isLate(name) {
  const [, expires] = /^\d{13}\.(\d{10})-/.exec(name) ?? [];
  return WITHDRAWN.test(name) || (expires !== undefined && Date.now() >= expires * 1000);
}

/** Its name once it was taken out for good: of all who want it the first to rename it has it. */
export const withdrawnName = (name) =>
  WITHDRAWN.test(name) ? name : `${name.slice(0, 13)}.expired-${idOf(name)}`;

const WHY = {
  expired: REASONS["too-late"],
  cancelled: REASONS.withdrawn,
  uncertain: REASONS["sender-died"],
};

/** What became of one that was found in `taken` under this name. */
export function endOf(name) {
  const [, outcome = "uncertain"] = WITHDRAWN.exec(name) ?? [];
  return { outcome, receipt: null, reason: WHY[outcome] };
}

/** Whether nothing comes behind this outcome. */
export const isEnd = (outcome) => ENDS.includes(outcome);

/** Without what could act on a terminal: as what `mosaic-fleet send` delivers. */
export function printable(text) {
  // oxlint-disable-next-line no-control-regex -- those are what is taken out
  const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;
  return text.replaceAll(/\r\n?/g, "\n").replaceAll(controls, "");
}

/** For a reason or a message: cut, and on one line. */
export function oneLine(text) {
  // oxlint-disable-next-line no-control-regex -- a message of a provider may hold anything, and is shown in terminals
  const plain = String(text).replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, " ");
  return plain.trim().slice(0, 200);
}

/** What the file `activity` says. */
export function activityText({ state, kind, until, message }) {
  const lines = [`state=${state}`, "source=native"];
  if (kind !== undefined) lines.push(`kind=${kind}`);
  if (Number.isSafeInteger(until)) lines.push(`until=${until}`);
  if (message) lines.push(`message=${oneLine(message)}`);
  return `${lines.join("\n")}\n`;
}

/** What the fleet's journal is told of that. */
export const activityEvent = ({ state, kind, message }) => ({
  kind: "activity",
  to: state,
  source: "native",
  reason: [kind, message].filter(Boolean).join(": ") || undefined,
});

/** And of a line of `deliveries`. */
export const deliveryEvent = ({ id, outcome, receipt, reason }) => ({
  kind: "delivery",
  to: outcome,
  source: receipt ?? "queue",
  reason,
  message: id,
});

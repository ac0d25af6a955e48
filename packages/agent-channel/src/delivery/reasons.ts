import type { DeliveryOutcome } from "../channel/delivery-record.js";
import { rules } from "./rules.js";

/** Why a message was not delivered, as `reason` begins. A word keeps its meaning. */
export interface Reason {
  readonly outcomes: readonly DeliveryOutcome[];
  /** What follows the word, where nothing else is known; empty: the word alone, or what was found. */
  readonly words: string;
  readonly means: string;
  readonly remedy: string;
}

export type ReasonWord =
  | "empty"
  | "not-running"
  | "dead"
  | "starting"
  | "busy"
  | "blocked"
  | "waits"
  | "dialog"
  | "login"
  | "draft"
  | "left-over"
  | "box-not-shown"
  | "copy-mode"
  | "asleep"
  | "asleep-cannot-wake"
  | "rejected-by-runtime"
  | "too-long"
  | "lock"
  | "unseen"
  | "joined"
  | "taken-back"
  | "stands"
  | "no-receipt"
  | "ended"
  | "sender-died"
  | "broke-off"
  | "too-late"
  | "withdrawn";

/**
 * Every word with which a reason begins, but for `failed`, which tells the error's own. From here come drain/rules.sh and the
 * table of docs/reference/deliveries.md.
 *
 * @public by tools/generate-reference.mjs
 */
export const reasons: Readonly<Record<ReasonWord, Reason>> = {
  empty: {
    outcomes: ["refused"],
    words: "",
    means: "nothing is left of the text once control characters are taken out",
    remedy: "send a text",
  },
  "not-running": {
    outcomes: ["refused"],
    words: "",
    means: "it has no pane",
    remedy: "`mosaic-fleet start AGENT`",
  },
  dead: {
    outcomes: ["refused"],
    words: "its program has ended",
    means: "its program has ended; the pane still shows its last words",
    remedy: "`mosaic-fleet logs AGENT`, then start it again",
  },
  starting: {
    outcomes: ["refused"],
    words: "",
    means: "its program was started and does not take input yet",
    remedy: "send again in a moment",
  },
  busy: {
    outcomes: ["refused", "queued"],
    words: "",
    means:
      "it works. `refused`: nothing would hand the message over later, its runtime has no hook, stream or plugin for that; or, for `--when now` and `interrupt`, its runtime is not known to bear that, or it went on working: it says which",
    remedy: "`refused`: send again when it is idle",
  },
  blocked: {
    outcomes: ["refused", "queued"],
    words: "it waits for a person",
    means:
      "it waits for a person: `permission`, `question`, `auth`, for a message would be taken for the answer; or it is at a usage limit: `quota`, with the time",
    remedy: "`mosaic-fleet attach AGENT` and answer it; at a limit wait, or set `on_quota: resume`",
  },
  waits: {
    outcomes: ["queued"],
    words: "others wait before it",
    means: "others wait longer; each end of a turn hands one over",
    remedy: "nothing",
  },
  dialog: {
    outcomes: ["refused", "uncertain"],
    words: "",
    means:
      "its screen shows a dialog, known by the words in brackets. `uncertain`: it came up behind the paste, so Enter was not sent",
    remedy: "`mosaic-fleet attach AGENT` and answer it",
  },
  login: {
    outcomes: ["refused", "uncertain"],
    words: "",
    means: "the same where it is about a login: sign in, a key, a password, a code",
    remedy: "`mosaic-fleet attach AGENT` and log in",
  },
  draft: {
    outcomes: ["refused"],
    words: "somebody's half-typed text is in its input box",
    means:
      "its input box is seen, and holds somebody's half-typed text, which would become part of the message",
    remedy: "`mosaic-fleet attach AGENT`: send it off or clear it",
  },
  "left-over": {
    outcomes: ["refused"],
    words: "a message whose sender died stands in its input box, and not alone",
    means: "what a sender who died left stands in its input box or line, and not alone",
    remedy: "`mosaic-fleet attach AGENT`: send it off or clear it",
  },
  "box-not-shown": {
    outcomes: ["refused"],
    words: "its input box is not shown",
    means: "its input box is not shown: the screen is blank, half painted, or shows something else",
    remedy: "`mosaic-fleet attach AGENT` and bring its input box back",
  },
  "copy-mode": {
    outcomes: ["refused"],
    words: "its pane is in a mode that takes keys, and does not leave it",
    means:
      "somebody scrolled in its pane, and leaving that mode fails; what is typed would be lost",
    remedy: "`mosaic-fleet attach AGENT` and press `q`",
  },
  asleep: {
    outcomes: ["refused"],
    words: "",
    means: "it fell asleep again and again while its message was handed over",
    remedy: "send again; a longer `stop_after` in `idle:` keeps it awake",
  },
  "asleep-cannot-wake": {
    outcomes: ["refused"],
    words: "it sleeps, and no message wakes it",
    means: "it was put to sleep, and does not start again",
    remedy: "`mosaic-fleet logs AGENT`, then start it",
  },
  "rejected-by-runtime": {
    outcomes: ["refused"],
    words: "its runtime did not take it",
    means: "the runtime itself said no, with its own words; only a plugin sees that (opencode, pi)",
    remedy: "mend what it says, then send again",
  },
  "too-long": {
    outcomes: ["refused"],
    words: `a line is longer than ${rules.line_bytes} bytes, and this program reads by lines`,
    means: `the program reads its terminal by lines, which cuts them at ${rules.line_bytes} bytes`,
    remedy: "break the line, or send the path of a file",
  },
  lock: {
    outcomes: ["refused"],
    words: "another sender types to it all the time",
    means: "the agent's lock was not free for a minute",
    remedy: "send again; `mosaic-fleet doctor` where it stays so",
  },
  unseen: {
    outcomes: ["uncertain"],
    words: "its screen did not show the text",
    means: "the text was pasted and its screen did not change, so Enter was not sent",
    remedy: "look at its screen before you send it again",
  },
  joined: {
    outcomes: ["uncertain"],
    words: "it stands behind a message whose sender died, so it got no Enter",
    means: "it was painted right behind what a sender who died had left, so Enter was not sent",
    remedy: "`mosaic-fleet attach AGENT`: send it off or clear it",
  },
  "taken-back": {
    outcomes: ["uncertain"],
    words: "it came behind a message whose sender died, so its line was taken back",
    means: "the same in a line that the terminal gathers: it was taken back, unread",
    remedy: "send it again",
  },
  stands: {
    outcomes: ["uncertain"],
    words: "the text still stands in its input box",
    means: "Enter was sent four times, and the box still holds the text",
    remedy: "`mosaic-fleet attach AGENT`: send it off or clear it",
  },
  "no-receipt": {
    outcomes: ["uncertain"],
    words: "no receipt came",
    means: "Enter was sent, and nothing proves that the message was taken",
    remedy: "look at its screen before you send it again",
  },
  ended: {
    outcomes: ["uncertain"],
    words: "its program ended behind it",
    means: "the program ended after the message was typed",
    remedy: "`mosaic-fleet logs AGENT`, then send it again",
  },
  "sender-died": {
    outcomes: ["uncertain"],
    words: "it was cut off while it was handed over",
    means: "its sender was killed between paste and receipt",
    remedy: "look at its screen before you send it again",
  },
  "broke-off": {
    outcomes: ["uncertain"],
    words: "",
    means: "tmux did not answer behind the paste",
    remedy: "`mosaic-fleet doctor`, and look at its screen before you send it again",
  },
  "too-late": {
    outcomes: ["expired"],
    words: "nobody could hand it over in time",
    means: "its time (`--expires`) was up before anybody could hand it over",
    remedy: "send it again, if it still matters",
  },
  withdrawn: {
    outcomes: ["cancelled"],
    words: "its sender took it back",
    means:
      "`queue --cancel` took it back before it was handed over; or it was to prompt an agent on that has worked since its limit",
    remedy: "nothing",
  },
};

/** What follows `busy` where a sender chose to break into the turn, and that cannot be, or was of no use. */
export const busyWords = {
  unknownInput: "it is not known whether it takes a message while it works",
  unknownKey: "which key interrupts its turn is not known",
  leftOver: "a message whose sender died is in the way until its turn ends",
  wentOn: "its key was pressed, and it went on with its turn",
  silent: "its turn was interrupted, and it does not say that it ended",
} as const;

/** The reason of a record: its word, and behind it what is known. */
export function reasonOf(word: ReasonWord, words: string = reasons[word].words): string {
  return words === "" ? word : `${word}: ${words}`;
}

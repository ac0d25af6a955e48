import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, silent, untitled } from "./parts.js";

export const cline: Runtime = {
  seen: { version: "3.0.65", date: "2026-11-29" },
  argv: ["cline", "--tui"],
  unattended: [],
  newSession: [],
  // `--id` goes on with one, by its help; not run.
  resume: [],
  conversation: null,
  channel: silent,
  ready: {
    ...quick,
    screen: "❯ (What can I do for you\\?|Ask anything)",
    dialogs: ["Sign in with Cline", "Press Enter to open, any other key to close"],
  },
  state: [],
  title: untitled,
  // Messages that were sent have the same mark, and no rules around.
  box: {
    shown: String.raw`\n *─{10,}\n *❯ [^\n]*\n(?:[^─\n]*\n)* *─{10,}\n`,
    empty: "^ *❯ (Ask anything\\.\\.\\.|What can I do for you\\?)",
    text: null,
  },
  receipt: ["screen"],
  interrupt: "Escape",
  interruptPresses: 1,
  emptyBox: null,
  busyInput: false,
  answer: { from: "record", event: "messages", field: "content[].text" },
  record: "~/.cline/data/sessions/{id}/{id}.messages.json",
  recorded: null,
  limit: null,
  stuckMs: halfAnHour,
  // A daemon of it stays; it ends with the unit.
  stop: { type: null, waitMs: 0 },
  environment: [],
  processes: ["cline"],
  doctor: {
    version: ["--version"],
    pattern: semver,
    npm: "cline",
    hint: "set its provider first: `cline auth -p PROVIDER -k KEY -m MODEL`; its daemon outlives it",
  },
  sharedLogin: true,
};

import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, silent, unknownBox, untitled } from "./parts.js";

export const amp: Runtime = {
  seen: { version: "0.0.1790142911", date: "2026-11-28" },
  argv: ["amp"],
  unattended: ["--dangerously-allow-all"],
  newSession: [],
  resume: ["threads", "continue", "{id}"],
  conversation: null,
  channel: silent,
  ready: {
    ...quick,
    dialogs: ["Would you like to log in", "\\(y/n\\)", "\\[\\(y\\)es, \\(n\\)o\\]"],
  },
  state: [],
  title: untitled,
  box: unknownBox,
  receipt: ["screen"],
  interrupt: null,
  interruptPresses: 1,
  emptyBox: null,
  busyInput: false,
  answer: null,
  record: null,
  recorded: null,
  limit: null,
  stuckMs: halfAnHour,
  stop: { type: null, waitMs: 0 },
  environment: ["AMP_API_KEY"],
  processes: ["amp"],
  doctor: {
    version: ["--version"],
    pattern: "[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z]+)?",
    npm: "@ampcode/cli",
    hint: "its platform package has to be there: without optional dependencies it does not start",
  },
  sharedLogin: true,
};

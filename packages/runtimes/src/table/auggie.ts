import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, silent, unknownBox, untitled } from "./parts.js";

export const auggie: Runtime = {
  seen: { version: "0.36.0", date: "2026-11-29" },
  argv: ["auggie"],
  unattended: [],
  newSession: [],
  // By its help; only its login was seen.
  resume: ["--resume", "{id}"],
  conversation: null,
  channel: silent,
  ready: {
    ...quick,
    dialogs: ["Login to continue", "Press return to open", "Paste your login code"],
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
  environment: ["AUGMENT_SESSION_AUTH"],
  processes: ["node"],
  doctor: {
    version: ["--version"],
    pattern: semver,
    npm: "@augmentcode/auggie",
    hint: "log in once by hand, or set AUGMENT_SESSION_AUTH",
  },
  sharedLogin: true,
};

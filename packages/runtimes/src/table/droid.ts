import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, silent, unknownBox, untitled } from "./parts.js";

export const droid: Runtime = {
  seen: { version: "0.215.0", date: "2026-11-29" },
  argv: ["droid"],
  // By its help, as `--resume`; only its login was seen.
  unattended: ["--auto", "high"],
  newSession: [],
  resume: ["--resume", "{id}"],
  conversation: null,
  channel: silent,
  ready: {
    ...quick,
    dialogs: [
      "Please login with your Factory account",
      "Authentication failed",
      "Press Enter to try again",
    ],
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
  environment: [],
  processes: ["node", "droid"],
  doctor: {
    version: ["--version"],
    pattern: semver,
    npm: "droid",
    hint: "log in once by hand: it starts with a login",
  },
  sharedLogin: true,
};

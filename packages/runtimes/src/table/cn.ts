import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, silent, untitled } from "./parts.js";

export const cn: Runtime = {
  seen: { version: "1.5.47", date: "2026-11-29" },
  argv: ["cn"],
  unattended: ["--auto"],
  newSession: [],
  // `--resume` knows the last of all alone, which may be another agent's.
  resume: [],
  conversation: null,
  channel: silent,
  ready: {
    ...quick,
    screen: "Ask anything, @ for context",
    dialogs: ["Enter your Anthropic API key"],
  },
  state: [],
  title: untitled,
  // Its cursor comes and goes.
  box: { shown: "^│ ● ", empty: "^│ ● (▋)?Ask anything, @ for context", text: null },
  receipt: ["screen"],
  interrupt: "Escape",
  interruptPresses: 1,
  emptyBox: null,
  busyInput: false,
  answer: { from: "record", event: "history", field: "message.content" },
  record: "~/.continue/sessions/{id}.json",
  recorded: null,
  limit: null,
  stuckMs: halfAnHour,
  stop: { type: "/exit", waitMs: 5000 },
  environment: ["CONTINUE_TELEMETRY_ENABLED"],
  processes: ["node"],
  doctor: {
    version: ["--version"],
    pattern: semver,
    npm: "@continuedev/cli",
    hint: "without `--config FILE` or a login it asks for a key, and takes whatever is typed for one",
  },
  sharedLogin: true,
};

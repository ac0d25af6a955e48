import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, silent, uuid } from "./parts.js";

export const gemini: Runtime = {
  seen: { version: "0.61.0", date: "2026-11-29" },
  argv: ["gemini"],
  unattended: ["--yolo", "--skip-trust"],
  newSession: ["--session-id", "{id}"],
  // It knows the latest of a folder alone, which may be another agent's.
  resume: [],
  conversation: uuid,
  // Hooks come from files of the person's, of the project's, or of root's alone: from none of ours.
  channel: silent,
  ready: {
    ...quick,
    dialogs: [
      "Do you trust (this folder|the files in this folder)",
      "How would you like to authenticate",
      "● [0-9]\\. (Yes|Allow)",
    ],
  },
  state: ["title"],
  title: { idle: "^◇", working: "^✦" },
  // Messages that were sent stand between the same rules: its own is the last.
  box: {
    shown: String.raw`\n▄{10,}\n [*>!] [^\n]*\n(?:[^\n▀▄]*\n)*▀{10,}\n(?: workspace [^\n]*\n[^\n]*\n?)?\n*$`,
    empty: "^ [*>!] {2,3}Type your message or @path/to/file",
    text: null,
  },
  receipt: ["screen"],
  interrupt: "Escape",
  interruptPresses: 1,
  emptyBox: null,
  busyInput: false,
  // Not heard.
  answer: { from: "hook", event: "AfterAgent", field: "prompt_response" },
  record: "~/.gemini/tmp/{folder}/chats/session-TIME-{id8}.jsonl",
  recorded: null,
  limit: null,
  stuckMs: halfAnHour,
  // It ignores TERM, HUP and INT.
  stop: { type: "/quit", waitMs: 8000 },
  environment: ["GEMINI_API_KEY", "GOOGLE_CLOUD_PROJECT"],
  processes: ["node"],
  doctor: {
    version: ["--version"],
    pattern: semver,
    npm: "@google/gemini-cli",
    hint: null,
  },
  sharedLogin: true,
};

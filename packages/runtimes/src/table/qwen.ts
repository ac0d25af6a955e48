import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, uuid } from "./parts.js";

export const qwen: Runtime = {
  seen: { version: "0.24.4", date: "2026-11-29" },
  argv: ["qwen"],
  unattended: ["--yolo"],
  newSession: ["--session-id", "{id}"],
  resume: ["--resume", "{id}"],
  conversation: uuid,
  // The weakest of its files of settings: the person's hooks run beside these. It takes the place of one of the machine's.
  channel: {
    args: [],
    variables: { QWEN_CODE_SYSTEM_DEFAULTS_PATH: "{tools}/qwen-hooks.json" },
    drain: "hook",
  },
  ready: {
    ...quick,
    // Its hook says idle before its box is there
    screen: "^[*>!] {2,3}Type your message",
    dialogs: [
      "How would you like to authenticate",
      "Select a provider",
      "Connect a Provider",
      "● [0-9]\\. (Yes|Allow)",
    ],
  },
  state: ["hook", "title"],
  title: { idle: "^Qwen - ", working: "^[◐◓◑◒]" },
  box: {
    shown: "^[*>!] ",
    empty: "^[*>!] {2,3}Type your message or @path/to/file",
    // Of what it shows in an empty one the first letter is the cursor.
    text: "^(\u001b\\[[0-9;]*m)*[*>!] (\u001b\\[39m)?[^ \u001b]",
  },
  receipt: ["hook", "screen"],
  // Before it has said anything, the prompt is put back into its box.
  interrupt: "Escape",
  interruptPresses: 1,
  emptyBox: null,
  busyInput: false,
  answer: { from: "hook", event: "Stop", field: "last_assistant_message" },
  record: "~/.qwen/projects/{cwd}/chats/{id}.jsonl",
  recorded: null,
  limit: null,
  stuckMs: halfAnHour,
  stop: { type: "/quit", waitMs: 5000 },
  environment: ["OPENAI_API_KEY", "OPENAI_BASE_URL"],
  processes: ["node"],
  doctor: {
    version: ["--version"],
    pattern: semver,
    npm: "@qwen-code/qwen-code",
    hint: "agents do not read /etc/qwen-code/system-defaults.json: what that says belongs in ~/.qwen/settings.json",
  },
  sharedLogin: true,
};

import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, silent, uuid } from "./parts.js";

export const codex: Runtime = {
  seen: { version: "0.171.0", date: "2026-11-29" },
  argv: ["codex"],
  unattended: ["--dangerously-bypass-approvals-and-sandbox"],
  newSession: [],
  resume: ["resume", "{id}"],
  conversation: uuid,
  channel: { ...silent, drain: "stream" },
  // Its welcome moves for a while, so that only its last line tells.
  ready: {
    ...quick,
    screen: "\\? for shortcuts",
    dialogs: [
      "Sign in with ChatGPT",
      "Do you trust the contents",
      "Hooks need review",
      "Choose what happens to the current task",
    ],
    // What is sent in the second after that is held back for a while.
    quietMs: 1500,
  },
  state: ["stream", "title"],
  title: { idle: null, working: "^[\u2800-\u28ff]" },
  // What it shows in an empty one is dim.
  box: {
    shown: "^(\u001b\\[[0-9;]*m)*\u001b\\[(0;)?1m›\u001b\\[0m",
    empty: null,
    // A large paste is a mark in a colour.
    text: "^(\u001b\\[[0-9;]*m)*\u001b\\[(0;)?1m›\u001b\\[0m(\u001b\\[[0-9;]*m)* *(\u001b\\[38;[0-9;]+m)?[^ \u001b]",
  },
  receipt: ["stream", "screen"],
  // C-c asks whether to cancel, and Enter behind it answers that.
  interrupt: "Escape",
  interruptPresses: 1,
  emptyBox: null,
  busyInput: true,
  answer: { from: "record", event: "task_complete", field: "payload.last_agent_message" },
  record: "{CODEX_HOME:-~/.codex}/sessions/YYYY/MM/DD/rollout-TIME-{id}.jsonl",
  limit: "its screen alone; its output says `error`",
  stuckMs: halfAnHour,
  stop: { type: "/quit", waitMs: 5000 },
  environment: ["CODEX_HOME", "OPENAI_API_KEY"],
  // The npm package is a wrapper; up to 0.169.0 with a child.
  processes: ["codex", "node"],
  doctor: {
    version: ["--version"],
    pattern: semver,
    npm: "@openai/codex",
    hint: null,
  },
  sharedLogin: true,
};

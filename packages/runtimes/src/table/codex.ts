import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, silent, uuid } from "./parts.js";

const line =
  '^\\{("timestamp":"[^"]*",|"ordinal":[0-9]+,)*"type":"event_msg","payload":\\{"type":"';
/** Keys whose values are plain words. */
const plainKeys = '("[a-z_]+":("[^"]*"|null),)*';

/** At a usage limit, and before it. */
const limitMenu = "Approaching rate limits";

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
      limitMenu,
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
  receipt: ["stream", "record", "screen"],
  // C-c asks whether to cancel, and Enter behind it answers that.
  interrupt: "Escape",
  interruptPresses: 1,
  emptyBox: null,
  busyInput: true,
  answer: { from: "record", event: "task_complete", field: "payload.last_agent_message" },
  record: "{CODEX_HOME:-~/.codex}/sessions/YYYY/MM/DD/rollout-TIME-{id}.jsonl",
  // It writes the key that names the kind of a line first, and what was said escaped.
  recorded: {
    place: "rollouts",
    message: `${line}(item_completed",${plainKeys}"item":\\{"type":"UserMessage",${plainKeys}"content":\\[\\{"type":"text","text":"|user_message","message":")`,
    limit: {
      begin: `${line}task_started",`,
      end: `${line}(task_complete|turn_aborted)",`,
      mark: '"codex_error_info":"usage_limit_exceeded"',
      used: `${line}token_count",`,
      full: '"used_percent":[1-9][0-9]{2}[0-9.]*,"window_minutes":[a-z0-9]+,"resets_at":',
      until: "try again at ",
      menu: limitMenu,
    },
  },
  limit:
    "no hook and no notice; its output says `error`, and its record why: `usage_limit_exceeded`, with the windows that are used up and, to the minute, the time",
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

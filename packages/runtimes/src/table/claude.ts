import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, uuid } from "./parts.js";

export const claude: Runtime = {
  seen: { version: "2.1.332", date: "2026-11-29" },
  argv: ["claude"],
  unattended: ["--dangerously-skip-permissions"],
  newSession: [],
  resume: ["--resume", "{id}"],
  conversation: uuid,
  channel: { args: ["--settings", "{tools}/claude-hooks.json"], variables: {}, drain: "hook" },
  ready: {
    ...quick,
    dialogs: [
      "Do you trust the files",
      "Quick safety check|Yes, I trust this folder",
      "Select login method",
      "Choose the text style",
      "Do you want to use this API key\\?",
      "Settings Warning",
      "Enter to select · ↑/↓ to navigate",
      "❯ [0-9]\\. (Yes|No)",
      // At a usage limit; what is pasted while it opens is lost.
      "Stop and wait for limit to reset",
    ],
  },
  state: ["hook", "title"],
  // Since 2.1.330 it shows the idle one always: believed only where it prints nothing, too.
  title: { idle: "^✳", working: "^[\u2800-\u28ff]" },
  // Behind U+00A0, and behind the end of a colour while it works; of what it shows in an empty one the first letter is the
  // cursor, the rest dim.
  box: {
    shown: "❯\u00a0",
    empty: null,
    text: "^(\u001b\\[[0-9;]*m)*❯\u00a0(\u001b\\[39m)?([^ \u001b]|\u001b\\[7m(\u001b\\[39m)?[^ ]\u001b\\[0m)",
  },
  receipt: ["hook", "record", "screen"],
  // Before it has said anything, the prompt is put back into its box.
  interrupt: "Escape",
  interruptPresses: 1,
  emptyBox: "C-c",
  busyInput: true,
  answer: { from: "hook", event: "Stop", field: "last_assistant_message" },
  record: "{CLAUDE_CONFIG_DIR:-~/.claude}/projects/{cwd}/{id}.jsonl",
  recorded: {
    place: "transcript",
    message:
      '^\\{(("(parentUuid|promptId)":(null|"[^"]*"),|"isSidechain":false,)*"type":"user","message":\\{"role":"user","content":(\\[\\{"type":"text","text":)?"|"type":"queue-operation","operation":"enqueue",("(timestamp|sessionId)":"[^"]*",)*"content":")',
    limit: null,
  },
  limit:
    "hook StopFailure, error rate_limit; a subscription's message names the time, behind which it goes on by itself",
  stuckMs: halfAnHour,
  stop: { type: "/exit", waitMs: 5000 },
  environment: ["CLAUDE_CONFIG_DIR", "ANTHROPIC_API_KEY"],
  processes: ["claude"],
  doctor: {
    version: ["--version"],
    pattern: semver,
    npm: "@anthropic-ai/claude-code",
    hint: null,
  },
  sharedLogin: true,
};

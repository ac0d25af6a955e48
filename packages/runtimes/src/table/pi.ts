import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, untitled } from "./parts.js";

export const pi: Runtime = {
  seen: { version: "1.6.0", date: "2026-11-29" },
  argv: ["pi"],
  unattended: [],
  newSession: ["--session-dir", "{dir}"],
  resume: ["--session-dir", "{dir}", "--continue"],
  conversation: null,
  channel: { args: ["-e", "{tools}/pi-channel.js"], variables: {}, drain: "native" },
  ready: { ...quick, screen: "ctrl\\+c/ctrl\\+d clear/exit" },
  state: ["native"],
  title: untitled,
  box: {
    shown: String.raw`\n─[^\n]*─{10}[^\n]*\n(?:[^\n]*\n)+?─[^\n]*─{10}[^\n]*\n[~/][^\n]*\n[^\n]+\n*$`,
    // While it works the rule above says so.
    empty: String.raw`\n─[^\n]*─{10}[^\n]*\n\n─{10}[^\n]*\n[~/][^\n]*\n[^\n]+\n*$`,
    text: null,
  },
  receipt: ["native", "screen"],
  interrupt: "Escape",
  interruptPresses: 1,
  emptyBox: null,
  busyInput: true,
  answer: { from: "native", event: "agent_end", field: "messages[].content[].text" },
  record: "{dir}/TIME_{id}.jsonl",
  recorded: null,
  limit: "an event of its extensions",
  stuckMs: halfAnHour,
  stop: { type: "/quit", waitMs: 5000 },
  environment: ["PI_CODING_AGENT_DIR"],
  processes: ["pi", "node"],
  doctor: {
    version: ["--version"],
    pattern: semver,
    npm: "@earendil-works/pi-coding-agent",
    hint: null,
  },
  sharedLogin: false,
};

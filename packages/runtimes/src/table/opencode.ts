import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, untitled } from "./parts.js";

export const opencode: Runtime = {
  seen: { version: "1.18.33", date: "2026-11-29" },
  argv: ["opencode"],
  unattended: ["--auto"],
  newSession: [],
  resume: ["--session", "{id}"],
  conversation: "^ses_[0-9A-Za-z]+$",
  channel: {
    args: [],
    variables: { OPENCODE_TUI_CONFIG: "{tools}/opencode-tui.json" },
    drain: "native",
  },
  // Paints late, above all on its first start.
  ready: {
    ...quick,
    screen: "ctrl\\+p commands",
    dialogs: ["Permission required", "↑↓ select {2}enter submit"],
    deadlineMs: 180_000,
  },
  state: ["native"],
  title: untitled,
  box: {
    shown: String.raw`\n *┃ {2}\S.* · .*\n *╹▀`,
    empty: String.raw`(?:^|\n)[^┃\n]*\n *┃\n *┃(?: {2}Ask anything….*)?\n *┃\n *┃ {2}\S.* · .*\n *╹▀`,
    text: null,
  },
  receipt: ["native", "screen"],
  // Two in one call are read as one key. C-c quits it.
  interrupt: "Escape",
  interruptPresses: 2,
  emptyBox: null,
  busyInput: false,
  answer: { from: "native", event: "session.idle", field: "parts[].text" },
  record: "{XDG_DATA_HOME:-~/.local/share}/opencode/opencode.db",
  recorded: null,
  limit: "an error event of its plugins",
  stuckMs: halfAnHour,
  stop: { type: "/exit", waitMs: 5000 },
  environment: ["OPENCODE_CONFIG", "XDG_CONFIG_HOME", "XDG_DATA_HOME"],
  processes: ["opencode"],
  doctor: {
    version: ["--version"],
    pattern: semver,
    npm: "opencode-ai",
    hint: null,
  },
  sharedLogin: false,
};

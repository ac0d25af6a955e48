import type { Runtime } from "../runtime.js";
import { halfAnHour, quick, semver, untitled, uuid } from "./parts.js";

export const copilot: Runtime = {
  seen: { version: "1.0.102", date: "2026-11-29" },
  argv: ["copilot"],
  unattended: ["--allow-all"],
  newSession: ["--session-id", "{id}"],
  resume: ["--resume", "{id}"],
  conversation: uuid,
  // A plugin for this session, from `plugin.json` there: beside those that are installed.
  channel: { args: ["--plugin-dir", "{tools}"], variables: {}, drain: null },
  ready: {
    ...quick,
    screen: "/ commands · ",
    dialogs: ["Do you trust the files in this folder", "Please use /login to sign in"],
    // Each new home unpacks it first.
    deadlineMs: 180_000,
  },
  // No hook tells that a turn was interrupted, nor, for certain, that it failed.
  state: [],
  title: untitled,
  box: { shown: "^❯( |$)", empty: null, text: "^❯ [^ ]" },
  receipt: ["hook", "screen"],
  // Escape twice puts the prompt back into its box. What waits is dropped with the turn.
  interrupt: "C-c",
  interruptPresses: 1,
  emptyBox: null,
  busyInput: false,
  // Its hook `agentStop` names that.
  answer: { from: "record", event: "assistant.message", field: "data.content" },
  record: "~/.copilot/session-state/{id}/events.jsonl",
  recorded: null,
  limit: null,
  stuckMs: halfAnHour,
  stop: { type: "/exit", waitMs: 5000 },
  environment: ["COPILOT_PROVIDER_BASE_URL", "COPILOT_MODEL", "COPILOT_OFFLINE"],
  processes: ["node", "copilot"],
  doctor: {
    version: ["--version"],
    pattern: semver,
    npm: "@github/copilot",
    hint: "its first start in a home takes up to 20 s and 235 MB; trust folders by `trustedFolders` in ~/.copilot/config.json",
  },
  sharedLogin: true,
};

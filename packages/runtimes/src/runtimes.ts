import type { Runtime } from "./runtime.js";

export type RuntimeName = "claude" | "codex" | "opencode" | "pi" | "gemini" | "qwen" | "amp";

/** Of the table's shape; a later version may add fields, and takes none away. */
export const runtimesVersion = 1;

const quick = { screen: null, dialogs: [], quietMs: 500, deadlineMs: 120_000 } as const;
const silent = { args: [], variables: {}, drain: null } as const;
const unknownBox = { shown: null, empty: null, text: null } as const;
const uninterrupted = {
  interrupt: null,
  interruptPresses: 1,
  emptyBox: null,
  busyInput: false,
} as const;
const untitled = { idle: null, working: null } as const;
const halfAnHour = 30 * 60 * 1000;
const uuid = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";

/** The runtimes known by name. Every other program runs as `runtime: command`. */
export const runtimes: Readonly<Record<RuntimeName, Runtime>> = {
  claude: {
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
    title: { idle: "^✳", working: "^[\u2800-\u28ff]" },
    // Behind U+00A0; of what it shows in an empty one the first letter is the cursor, the rest dim.
    box: {
      shown: "❯\u00a0",
      empty: null,
      text: "^(\u001b\\[[0-9;]*m)*❯\u00a0([^ \u001b]|\u001b\\[7m[^ ]\u001b\\[0m)",
    },
    receipt: ["hook", "screen"],
    ...uninterrupted,
    interrupt: "Escape",
    emptyBox: "C-c",
    busyInput: true,
    limit: "hook StopFailure, error rate_limit; a subscription's message names the time",
    stuckMs: halfAnHour,
    stop: { type: "/exit", waitMs: 5000 },
    environment: ["CLAUDE_CONFIG_DIR", "ANTHROPIC_API_KEY"],
    processes: ["claude"],
    doctor: { version: ["--version"], npm: "@anthropic-ai/claude-code" },
    sharedLogin: true,
  },
  codex: {
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
      dialogs: ["Sign in with ChatGPT", "Do you trust the contents", "Hooks need review"],
      // What is sent in the second after that is held back for a while.
      quietMs: 1500,
    },
    state: ["stream", "title"],
    title: { idle: null, working: "^[\u2800-\u28ff]" },
    // What it shows in an empty one is dim.
    box: {
      shown: null,
      empty: null,
      text: "^\u001b\\[1m›\u001b\\[0m(\u001b\\[[0-9;]*m)* *[^ \u001b]",
    },
    receipt: ["stream", "screen"],
    ...uninterrupted,
    interrupt: "Escape",
    busyInput: true,
    limit: "its screen alone; its output says `error`",
    stuckMs: halfAnHour,
    stop: { type: "/quit", waitMs: 5000 },
    environment: ["CODEX_HOME", "OPENAI_API_KEY"],
    // The npm package is a wrapper with a child.
    processes: ["codex", "node"],
    doctor: { version: ["--version"], npm: "@openai/codex" },
    sharedLogin: true,
  },
  opencode: {
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
    ...uninterrupted,
    interrupt: "Escape",
    // In one call they are an Alt+Escape.
    interruptPresses: 2,
    limit: "an error event of its plugins",
    stuckMs: halfAnHour,
    stop: { type: "/exit", waitMs: 5000 },
    environment: ["OPENCODE_CONFIG", "XDG_CONFIG_HOME", "XDG_DATA_HOME"],
    processes: ["opencode"],
    doctor: { version: ["--version"], npm: "opencode-ai" },
    sharedLogin: false,
  },
  pi: {
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
      empty: String.raw`\n─{10}[^\n]*\n\n─{10}[^\n]*\n[~/][^\n]*\n[^\n]+\n*$`,
      text: null,
    },
    receipt: ["native", "screen"],
    ...uninterrupted,
    interrupt: "Escape",
    busyInput: true,
    limit: "an event of its extensions",
    stuckMs: halfAnHour,
    stop: { type: "/quit", waitMs: 5000 },
    environment: ["PI_CODING_AGENT_DIR"],
    processes: ["pi", "node"],
    doctor: { version: ["--version"], npm: "@earendil-works/pi-coding-agent" },
    sharedLogin: false,
  },
  gemini: {
    argv: ["gemini"],
    unattended: ["--yolo", "--skip-trust"],
    newSession: ["--session-id", "{id}"],
    // It knows the latest of a folder alone, which may be another agent's.
    resume: [],
    conversation: uuid,
    channel: silent,
    ready: {
      ...quick,
      dialogs: [
        "Do you trust this folder",
        "How would you like to authenticate",
        "● [0-9]\\. (Yes|Allow)",
      ],
    },
    state: ["title"],
    title: { idle: "^◇", working: "^✦" },
    box: unknownBox,
    receipt: ["screen"],
    ...uninterrupted,
    interrupt: "Escape",
    limit: null,
    stuckMs: halfAnHour,
    // It ignores TERM, HUP and INT.
    stop: { type: "/quit", waitMs: 8000 },
    environment: ["GEMINI_API_KEY", "GOOGLE_CLOUD_PROJECT"],
    processes: ["node"],
    doctor: { version: ["--version"], npm: "@google/gemini-cli" },
    sharedLogin: true,
  },
  qwen: {
    argv: ["qwen"],
    unattended: ["--yolo"],
    newSession: ["--session-id", "{id}"],
    resume: ["--resume", "{id}"],
    conversation: uuid,
    channel: silent,
    ready: {
      ...quick,
      dialogs: [
        "How would you like to authenticate",
        "Select a provider",
        "● [0-9]\\. (Yes|Allow)",
      ],
    },
    state: ["title"],
    title: { idle: "^Qwen - ", working: "^[◐◓◑◒]" },
    box: unknownBox,
    receipt: ["screen"],
    // Escape puts the prompt back into a box of which the screen does not tell what it holds.
    ...uninterrupted,
    limit: null,
    stuckMs: halfAnHour,
    stop: { type: "/quit", waitMs: 5000 },
    environment: ["OPENAI_API_KEY", "OPENAI_BASE_URL"],
    processes: ["node"],
    doctor: { version: ["--version"], npm: "@qwen-code/qwen-code" },
    sharedLogin: true,
  },
  amp: {
    argv: ["amp"],
    unattended: ["--dangerously-allow-all"],
    newSession: [],
    resume: ["threads", "continue", "{id}"],
    conversation: null,
    channel: silent,
    ready: { ...quick, dialogs: ["Would you like to log in", "\\(y/n\\)"] },
    state: [],
    title: untitled,
    box: unknownBox,
    receipt: ["screen"],
    ...uninterrupted,
    limit: null,
    stuckMs: halfAnHour,
    stop: { type: null, waitMs: 0 },
    environment: ["AMP_API_KEY"],
    processes: ["amp"],
    doctor: { version: ["--version"], npm: "@ampcode/cli" },
    sharedLogin: true,
  },
};

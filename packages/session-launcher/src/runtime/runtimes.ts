import type { Runtime } from "./runtime.js";

export type RuntimeName = "claude" | "codex" | "opencode" | "pi" | "gemini" | "qwen" | "amp";

/** Of the table's shape; a later version may add fields, and takes none away. */
export const runtimesVersion = 1;

const quick = { screen: null, dialogs: [], quietMs: 500, deadlineMs: 30_000 } as const;

/** The runtimes known by name. Every other program runs as `runtime: command`. */
export const runtimes: Readonly<Record<RuntimeName, Runtime>> = {
  claude: {
    argv: ["claude"],
    unattended: ["--dangerously-skip-permissions"],
    newSession: ["--session-id", "{id}"],
    resume: ["--resume", "{id}"],
    ready: {
      ...quick,
      dialogs: ["Do you trust the files", "Select login method", "Choose the text style"],
    },
    state: ["hook", "file", "title"],
    receipt: ["hook", "screen"],
    limit: "hook StopFailure, matcher rate_limit; it names no time",
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
    // Its welcome moves for a while, so that only its last line tells.
    ready: {
      ...quick,
      screen: "\\? for shortcuts",
      dialogs: ["Sign in with ChatGPT", "Do you trust the contents"],
    },
    state: ["osc-7501", "hook"],
    receipt: ["osc-7501", "screen"],
    limit: "its app-server's rate limits",
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
    // Paints late, above all on its first start.
    ready: { ...quick, screen: "ctrl\\+p commands", deadlineMs: 60_000 },
    state: ["plugin", "server"],
    receipt: ["plugin", "screen"],
    limit: "an error event of its plugins",
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
    ready: { ...quick, screen: "ctrl\\+c/ctrl\\+d clear/exit" },
    state: ["plugin", "osc-7501"],
    receipt: ["plugin", "screen"],
    limit: "an event of its extensions",
    stop: { type: "/quit", waitMs: 5000 },
    environment: ["PI_CODING_AGENT_DIR"],
    processes: ["pi", "node"],
    doctor: { version: ["--version"], npm: "@mariozechner/pi-coding-agent" },
    sharedLogin: false,
  },
  gemini: {
    argv: ["gemini"],
    unattended: ["--yolo", "--skip-trust"],
    newSession: ["--session-id", "{id}"],
    resume: ["--resume", "latest"],
    ready: {
      ...quick,
      dialogs: ["Do you trust this folder", "How would you like to authenticate"],
    },
    state: ["hook", "title"],
    receipt: ["hook", "screen"],
    limit: null,
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
    ready: { ...quick, dialogs: ["How would you like to authenticate", "Select a provider"] },
    state: ["hook", "title"],
    receipt: ["hook", "screen"],
    limit: null,
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
    ready: { ...quick, dialogs: ["Would you like to log in", "\\(y/n\\)"] },
    state: ["plugin"],
    receipt: ["screen"],
    limit: null,
    stop: { type: null, waitMs: 0 },
    environment: ["AMP_API_KEY"],
    processes: ["amp"],
    doctor: { version: ["--version"], npm: "@sourcegraph/amp" },
    sharedLogin: true,
  },
};

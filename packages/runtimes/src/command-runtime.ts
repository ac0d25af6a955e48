import type { Runtime } from "./runtime.js";

/** What somebody says of a program of their own; patterns as in a runtime, kept to what grep -E reads too. */
export interface CommandWords {
  readonly ready: Partial<Runtime["ready"]>;
  readonly box: Partial<Runtime["box"]>;
  /**
   * What proves that it took a message: its screen, its output (OSC 7501, by which it is handed what is queued, too), or what
   * it or a hook of its own writes into the agent channel.
   */
  readonly receipt: "screen" | "stream" | "hook";
  /** What is typed to make it quit; undefined: only a signal does. */
  readonly quit?: string | undefined;
}

/** A command of which something is known, as a runtime. Its argv is the roster's own. */
export function commandRuntime({ ready, box, receipt, quit }: CommandWords): Runtime {
  return {
    seen: null,
    argv: [],
    unattended: [],
    newSession: [],
    resume: [],
    conversation: null,
    channel: { args: [], variables: {}, drain: receipt === "stream" ? "stream" : null },
    ready: { screen: null, dialogs: [], quietMs: 1000, deadlineMs: 120_000, ...ready },
    state: receipt === "screen" ? [] : [receipt],
    title: { idle: null, working: null },
    box: { shown: null, empty: null, text: null, ...box },
    receipt: receipt === "screen" ? ["screen"] : [receipt, "screen"],
    interrupt: null,
    interruptPresses: 1,
    answer: null,
    record: null,
    recorded: null,
    emptyBox: null,
    busyInput: false,
    limit: null,
    stuckMs: 30 * 60 * 1000,
    stop: { type: quit ?? null, waitMs: 5000 },
    environment: [],
    processes: [],
    doctor: { version: [], pattern: "", npm: "", hint: null },
    sharedLogin: false,
  };
}

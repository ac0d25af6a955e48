/** A coding agent's command line program, as data: what there is to know about it in order to run it unattended. */
export interface Runtime {
  /** The version in whose pane all this was seen; null: nobody looked. What is not known is null or empty, never guessed. */
  readonly seen: RuntimeSeen | null;
  /** Program and its own first arguments; the roster's `args` come behind them. */
  readonly argv: readonly string[];
  /** What makes it work without asking for permission; added only where the roster says `unattended: true`. */
  readonly unattended: readonly string[];
  /** Arguments of a new conversation: `{id}` is a UUID and `{dir}` a folder of the agent's own. Empty: it chooses itself. */
  readonly newSession: readonly string[];
  /** Arguments that go on with a conversation, right behind `argv`: `{id}` and `{dir}` as above. */
  readonly resume: readonly string[];
  /**
   * Pattern (a regular expression that grep -E reads too) of a conversation's id. What an agent notes down becomes an argument
   * only if it fits; null: letters, digits and `._:@+=-`, no `-` first. At most 128 bytes in any case.
   */
  readonly conversation: string | null;
  readonly channel: RuntimeChannel;
  readonly ready: RuntimeReady;
  /** Where its activity can be read, best first; never the text of its screen. */
  readonly state: readonly StateSource[];
  readonly title: RuntimeTitle;
  readonly box: RuntimeBox;
  /** What proves that it took a message, best first. */
  readonly receipt: readonly ReceiptSource[];
  /** Key, as tmux names it, that ends a turn and leaves the program running; null: not known. */
  readonly interrupt: string | null;
  /** How often it is pressed; each by a call of its own, 300 ms apart. */
  readonly interruptPresses: number;
  /** Key that empties its input box of the prompt that an interrupt puts back there; null: none is put back, or not known. */
  readonly emptyBox: string | null;
  /** Whether it takes a message into its box while it works, and queues it itself; false: not known. */
  readonly busyInput: boolean;
  /** Where the text of the last answer is told; null: not known. */
  readonly answer: RuntimeAnswer | null;
  /**
   * File in which it keeps a conversation: `{VARIABLE:-default}`, `{id}`, `{id8}` (its first eight characters), `{cwd}` (each `/`
   * is `-`), `{folder}` (last part of that), `{dir}`; null: not known.
   */
  readonly record: string | null;
  /** What the lines of that file say; null: nobody looked, or it is none of lines. */
  readonly recorded: RuntimeRecorded | null;
  /** How a usage limit shows; null where nothing is known. */
  readonly limit: string | null;
  /** Milliseconds of work without output or event, after which it is called stuck. */
  readonly stuckMs: number;
  readonly stop: RuntimeStop;
  /** Variables that move its configuration or its conversations. */
  readonly environment: readonly string[];
  /** Names that its process may bear (`pane_current_command`). */
  readonly processes: readonly string[];
  readonly doctor: RuntimeDoctor;
  /** Whether agents of this runtime share one login, so that their starts are spread. */
  readonly sharedLogin: boolean;
}

export interface RuntimeSeen {
  readonly version: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
}

/** The text of an answer, as the runtime itself gives it. */
export interface RuntimeAnswer {
  /** Payload of a hook, what a plugin inside it is told, or its record of the conversation. */
  readonly from: "hook" | "native" | "record";
  /** Name of the hook or event, or the type of the record's entry; the last one counts. */
  readonly event: string;
  /** Where the text stands in it. */
  readonly field: string;
}

/**
 * Patterns (regular expressions that grep -E in the C locale reads too) of lines in its record, a JSON object on each. They begin at
 * the begin of the line, and hold no `/`: what stands in a text is escaped there, and cannot pretend to be one.
 */
export interface RuntimeRecorded {
  /** Who tells where that file is: `rollouts` of `target` and the conversation's id; or `transcript_path` of its hooks. */
  readonly place: "rollouts" | "transcript";
  /** A message that it took, up to the quote behind which its text begins. */
  readonly message: string;
  /** The end of a turn at a usage limit; null: told elsewhere. */
  readonly limit: RuntimeRecordedLimit | null;
}

export interface RuntimeRecordedLimit {
  /** A turn begins. */
  readonly begin: string;
  /** A turn ends, whatever for. */
  readonly end: string;
  /** In such a line: for a usage limit. */
  readonly mark: string;
  /** How much is used. */
  readonly used: string;
  /** In such a line: what is used up, with the end of that behind it, seconds since the epoch. */
  readonly full: string;
  /** In the line of the end, where nothing is told to be used up: what stands in front of the time, of the agent's zone. */
  readonly until: string;
  /** On the screen: a menu that may come up then, and that Escape closes. */
  readonly menu: string;
}

/** What makes it tell its channel what it does; `{tools}` is the folder of the shipped scripts. */
export interface RuntimeChannel {
  readonly args: readonly string[];
  /** Set only where the agent has no value of its own. */
  readonly variables: Readonly<Record<string, string>>;
  /** Who hands over what is queued at the end of a turn; null: nobody, so nothing is queued. */
  readonly drain: "hook" | "stream" | "native" | null;
}

/** Patterns of the pane's title, where the runtime shows its activity there; read in TypeScript alone. */
export interface RuntimeTitle {
  readonly idle: string | null;
  readonly working: string | null;
}

/**
 * Patterns (regular expressions) of its input box on the screen; null: not known. One with a `\n` in it spans lines: it is looked
 * for in the whole screen, and only in TypeScript, so that a runtime whose queue a script drains has none. All others are looked
 * for line by line, and grep -E in the C locale reads them alike.
 */
export interface RuntimeBox {
  /** Shown while the box is there, whatever it holds. */
  readonly shown: string | null;
  /** Shown while it is empty. */
  readonly empty: string | null;
  /**
   * Matches a line at which text in it begins. With an escape character it is looked for on a screen with colours. Kept to
   * what grep -E reads too, for the drain of the queue.
   */
  readonly text: string | null;
}

/** When the program takes input: its screen is painted and stands still, and no dialog is on it. */
export interface RuntimeReady {
  /** Pattern (a regular expression) that the screen shows once it takes input; null: any text will do. */
  readonly screen: string | null;
  /** Patterns of dialogs that wait for a person. */
  readonly dialogs: readonly string[];
  /** Milliseconds without a change. */
  readonly quietMs: number;
  /** Milliseconds after which it is called not ready. */
  readonly deadlineMs: number;
}

export interface RuntimeStop {
  /** What is typed, Enter behind it, to make it quit; null: only a signal does. */
  readonly type: string | null;
  /** Milliseconds that it has to quit, before TERM. */
  readonly waitMs: number;
}

export interface RuntimeDoctor {
  /** Arguments that print its version. */
  readonly version: readonly string[];
  /** Pattern that takes the version from what is printed. */
  readonly pattern: string;
  /** npm package that installs it. */
  readonly npm: string;
  /** What else there is to know before its first start; null: nothing. */
  readonly hint: string | null;
}

/** A hook of the runtime, records in its output (OSC 7501), a plugin inside it, its pane's title. */
export type StateSource = "hook" | "stream" | "native" | "title";
/** As above; its own record of the conversation; its screen. */
export type ReceiptSource = "hook" | "stream" | "native" | "record" | "screen";
/** Some fields of a runtime, in place of the table's; fields that hold fields are merged key by key. */
export type RuntimeOverride = {
  readonly [K in keyof Runtime]?: Runtime[K] extends readonly unknown[]
    ? Runtime[K]
    : Runtime[K] extends object
      ? Partial<Runtime[K]>
      : Runtime[K];
};

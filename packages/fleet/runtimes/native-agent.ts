import { mkdirSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RuntimeName } from "@mosaicstack/runtimes";
import { waitFor } from "@mosaicstack/tmux-client/testing";
import { openRealTerminal, type RealTerminal } from "./real-terminal.js";

/** A real agent program that has the channel inside it: what waits for it, and what it says of that. */
export interface NativeAgent {
  readonly terminal: RealTerminal;
  start(args?: readonly string[]): Promise<void>;
  /** Ends it by signal 9; what it said last is no news of the next one. */
  kill(): Promise<void>;
  /** Waits until its activity is that, and gives the lines of the file. */
  says(state: string): Promise<Readonly<Record<string, string>>>;
  isAsked(text: string): Promise<unknown>;
  isShown(text: string): Promise<string>;
  enqueue(id: string, text: string): void;
  /** As after a death in the middle of it. */
  leaveTaken(id: string, text: string): void;
  /** Ids of the messages there. */
  ids(folder: "queue" | "taken"): string[];
  deliveries(): Record<string, unknown>[];
}

export interface NativeProgram {
  readonly name: RuntimeName;
  /** Writes the user's own configuration; gives what the launcher has to add. */
  readonly prepare: (folders: { home: string; scripts: string; model: string }) => {
    readonly args: readonly string[];
    readonly environment: Readonly<Record<string, string>>;
  };
}

/** OpenCode needs a minute for its first start on a busy machine. */
const START_MS = 240_000;
const TURN_MS = 60_000;

export async function openNativeAgent(native: NativeProgram): Promise<NativeAgent> {
  const terminal = await openRealTerminal(native.name);
  const { home, channel, model } = terminal;
  const state = join(channel, "state");
  for (const folder of ["queue", "taken"]) mkdirSync(join(state, folder), { recursive: true });
  const scripts = join(import.meta.dirname, "../../agent-channel/scripts");
  const { args, environment } = native.prepare({ home, scripts, model: `${model.url}/v1` });
  const put = (folder: string, id: string, text: string): void => {
    const beside = join(state, folder, `.${id}`);
    writeFileSync(beside, text);
    renameSync(beside, join(state, folder, `${Date.now()}-${id}`));
  };
  const activity = (): Readonly<Record<string, string>> =>
    Object.fromEntries(
      terminal
        .read("activity")
        .trimEnd()
        .split("\n")
        .map((line) => line.split(/=(.*)/s, 2) as [string, string]),
    );
  let timeoutMs = START_MS;
  return {
    terminal,
    start: async (more = []) => {
      timeoutMs = START_MS;
      await terminal.start([...args, ...more], environment);
    },
    kill: async () => {
      await terminal.crash();
      writeFileSync(join(channel, "activity"), "state=starting\nsource=launcher\n");
    },
    says: async (word) => {
      const what = `${native.name} to say ${word}`;
      const said = await waitFor(() => activity()["state"] === word && activity(), {
        what,
        timeoutMs,
      });
      timeoutMs = TURN_MS;
      return said;
    },
    isAsked: async (text) =>
      await waitFor(() => terminal.heard(text).length > 0, {
        what: `the model to see ${JSON.stringify(text)}`,
        timeoutMs: TURN_MS,
      }),
    isShown: async (text) => await terminal.shows(new RegExp(text, "u")),
    enqueue: (id, text) => put("queue", id, text),
    leaveTaken: (id, text) => put("taken", id, text),
    ids: (folder) =>
      readdirSync(join(state, folder))
        .toSorted()
        .map((name) => name.replace(/^\d+-/, "")),
    deliveries: () =>
      terminal
        .read("state/deliveries")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line) as Record<string, unknown>),
  };
}

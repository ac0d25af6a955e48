import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findLeaks, openThrowAwayTmux, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import { installPaneScripts, program, type PaneScripts } from "./pane-scripts.js";
import type { Shell } from "../src/testing/shells.js";

/** A channel, and read-pane.sh to fill it; drain-queue.sh only notes that it was started. */
export interface PaneReader extends AsyncDisposable {
  readonly server: ThrowAwayTmux;
  readonly scripts: PaneScripts;
  readonly channel: string;
  readonly state: string;
  /** Starts the script with its input a pipe; `path` replaces its PATH, `config` is a person's XDG_CONFIG_HOME. */
  feed(
    size: number | string,
    more?: { readonly osc?: boolean; readonly path?: string; readonly config?: string },
  ): Feed;
  /** A file of the channel, or undefined. */
  read(name: string): string | undefined;
  /** A message in the queue. */
  enqueue(name: string): void;
  /** How often the drain was started. */
  drains(): number;
  /** Processes that the script or the server left. */
  processes(): readonly number[];
}

export interface Feed {
  write(data: string | Uint8Array): Promise<void>;
  /** Ends the input; the exit code. */
  end(): Promise<number | null>;
  readonly stderr: () => string;
}

export async function openPaneReader(shell: Shell): Promise<PaneReader> {
  const server = await openThrowAwayTmux();
  const { directory } = server;
  const channel = join(directory, "channels/throw-away/it");
  const state = join(directory, "agents/throw-away/it");
  for (const folder of [channel, join(state, "queue"), join(state, "taken")])
    mkdirSync(folder, { recursive: true });
  symlinkSync(state, join(channel, "state"));
  const scripts = installPaneScripts(join(directory, "scripts"), shell);
  program(scripts.drainQueue, '#!/bin/sh\necho started >>"$1/drains"\n');
  const read = (name: string): string | undefined => {
    try {
      return readFileSync(join(channel, name), "latin1");
    } catch {
      return undefined;
    }
  };
  const feed: PaneReader["feed"] = (size, { osc = false, path, config } = {}) => {
    const child = spawn(scripts.readPane, [channel, String(size), ...(osc ? ["osc"] : [])], {
      env: {
        PATH: path ?? "/usr/local/bin:/usr/bin:/bin",
        TMUX_TMPDIR: directory,
        ...(config && { XDG_CONFIG_HOME: config }),
      },
      stdio: ["pipe", "ignore", "pipe"],
    });
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.stdin.on("error", () => undefined);
    const closed = once(child, "close") as Promise<[number | null]>;
    return {
      write: async (data) =>
        await new Promise<void>((resolve, reject) => {
          child.stdin.write(data, (error) => {
            if (error instanceof Error) reject(error);
            else resolve();
          });
        }),
      end: async () => {
        child.stdin.end();
        return (await closed)[0];
      },
      stderr: () => stderr,
    };
  };
  return {
    server,
    scripts,
    channel,
    state,
    feed,
    read,
    enqueue: (name) => writeFileSync(join(state, "queue", name), "text"),
    drains: () => (read("drains") ?? "").split("\n").length - 1,
    processes: () => findLeaks(directory).processes,
    [Symbol.asyncDispose]: async () => await server.close(),
  };
}

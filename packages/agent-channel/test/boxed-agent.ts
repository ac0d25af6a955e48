import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openThrowAwayTmux, waitFor, type ThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import type { PaneRef } from "@mosaicstack/tmux-client";
import type { DeliveryTarget } from "../src/delivery/delivery-target.js";
import { ensureChannel, type AgentChannel } from "../src/channel/agent-channel.js";
import type { Runtime } from "@mosaicstack/runtimes";
import { boxRuntime } from "./box-runtime.js";

/** What the box wrote down, see fake-box.mjs. */
export interface BoxEvent {
  readonly event: "boot" | "ready" | "submit" | "idle" | "interrupt" | "reset";
  readonly pid?: number;
  readonly n?: number;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly text?: string;
}

export interface BoxedAgent extends AsyncDisposable {
  readonly target: DeliveryTarget & { readonly pane: PaneRef };
  readonly server: ThrowAwayTmux;
  events(): BoxEvent[];
  submissions(): BoxEvent[];
  /** Writes `activity`. */
  tell(text: string): void;
  screen(): Promise<string>;
}

/** The box as the agent `it` on a server of its own; `env` as its header says. Resolves once it is ready. */
export async function openBoxedAgent(
  env: Readonly<Record<string, string>> = {},
  options: { readonly runtime?: Runtime | undefined; readonly program?: readonly string[] } = {},
): Promise<BoxedAgent> {
  const server = await openThrowAwayTmux();
  const channel: AgentChannel = {
    folder: join(server.directory, "channels/throw-away/it"),
    state: join(server.directory, "agents/throw-away/it"),
  };
  ensureChannel(channel);
  const log = join(server.directory, "box.jsonl");
  const { tmux } = server;
  const box = [process.execPath, join(import.meta.dirname, "fake-box.mjs")];
  const { session } = await tmux.sessions.ensure({
    name: "it",
    command: [...(options.program ?? box)],
    environment: { BOX_LOG: log, BOX_HOOK: "1", MOSAIC_CHANNEL: channel.folder, ...env },
    size: { width: 100, height: 24 },
  });
  const events = (): BoxEvent[] => {
    try {
      const lines = readFileSync(log, "utf8").trimEnd().split("\n");
      return lines.map((line) => JSON.parse(line) as BoxEvent);
    } catch {
      return [];
    }
  };
  const [row] = await tmux.list(["pane_id", "pid", "start_time"]);
  if (row === undefined) throw new Error(`session ${session.name} has no pane`);
  const pane: PaneRef = { id: row.pane_id, server: { pid: row.pid, startTime: row.start_time } };
  if (options.program === undefined && !env["BOX_DELAY_MS"])
    await waitFor(() => events().some(({ event }) => event === "ready"), {
      what: "the box",
      saw: async () => await tmux.panes.capture(pane),
    });
  return {
    target: { tmux, pane, channel, runtime: "runtime" in options ? options.runtime : boxRuntime },
    server,
    events,
    submissions: () => events().filter(({ event }) => event === "submit"),
    tell: (text) => {
      mkdirSync(channel.folder, { recursive: true });
      writeFileSync(join(channel.folder, "activity"), text);
    },
    screen: async () => await tmux.panes.capture(pane),
    [Symbol.asyncDispose]: async () => await server.close(),
  };
}

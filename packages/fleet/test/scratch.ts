import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { openThrowAwayTmux } from "@mosaicstack/tmux-client/testing";
import type { StatusDocument } from "../src/index.js";

/** A scratch home with its own XDG folders and tmux sockets; all of it goes with `close`, and when the test is killed. */
export interface Scratch {
  readonly root: string;
  readonly env: Record<string, string>;
  close(): Promise<void>;
}

export async function openScratch(): Promise<Scratch> {
  const tmux = await openThrowAwayTmux({ socket: "mosaic-fleet", start: false });
  const root = tmux.directory;
  await Promise.all(["home", "run"].map((name) => mkdir(join(root, name), { mode: 0o700 })));
  const env = {
    HOME: join(root, "home"),
    PATH: process.env["PATH"] ?? "/usr/bin:/bin",
    XDG_RUNTIME_DIR: join(root, "run"),
    TMUX_TMPDIR: tmux.env["TMUX_TMPDIR"] ?? root,
    USER: "tester",
    SHELL: "/bin/sh",
  };
  return { root, env, close: async () => tmux.close() };
}

/** The server's pid; a throw, never 0, for 0 would signal this very process group. */
export function pidOf(status: StatusDocument): number {
  const { pid } = status.server;
  if (pid === null) throw new Error(`the server has no pid: it is ${status.server.state}`);
  return pid;
}

/** A roster of canaries: agents that need no account. */
export function canaries(names: readonly string[], more = ""): string {
  const agents = names.map((name) => `  - name: ${name}\n`).join("");
  return `version: 1
name: test
socket_name: mosaic-fleet
defaults: { runtime: command, command: [start-agent-session.sh, --canary], restart: { delay: 1s }${more} }
agents:
${agents}`;
}

import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { clientEnvironment } from "../../values/environment.js";
import type { ServerEpoch } from "../../values/target.js";
import type { Client } from "../client.js";
import { quoteCommands } from "../command.js";
import { newControlParser } from "./parser.js";
import type { ControlEvent } from "./parser.js";

/** What the owner of a connection hears of it. */
export interface ConnectionEvents {
  readonly event: (event: ControlEvent) => void;
  /** Once, when no more can come; `why` is what tmux said, if anything. */
  readonly lost: (why: string) => void;
}

export interface Connection {
  readonly anchor: string;
  /** Takes lines, each ended by newline. */
  write(text: string): void;
  /** Whether it keeps this process running. */
  hold(held: boolean): void;
  /** Ends it, politely at first. */
  close(): Promise<void>;
  /** Ends it at once. */
  kill(): void;
}

/** User option that marks the session a control client sits in; lists of this client leave it out. */
export const ANCHOR_OPTION = "@tmux_client_anchor";

/** Starts a control client in a session of its own. The session goes with it. */
export function connect(client: Client, events: ConnectionEvents): Connection {
  const { prefix, binary, env } = client.options;
  const anchor = `control-${String(process.pid)}-${randomBytes(4).toString("hex")}`;
  const target = `=${anchor}:`;
  // No person looks at it, so it must not size a window; `cat -` is two words, so no shell is run.
  const commands = [
    ["new-session", "-E", "-s", anchor, "-c", "/", "-f", "ignore-size,no-output", "--", "cat", "-"],
    ["set-option", "-t", target, ANCHOR_OPTION, "1"],
    ["set-option", "-t", target, "detach-on-destroy", "on"],
    ["set-option", "-t", target, "destroy-unattached", "on"],
  ];
  const words = commands.flatMap((command, index) => (index === 0 ? command : [";", ...command]));
  const argv = [...prefix, binary, "-u", "-C", "-N", ...client.address.flags, ...words];
  const child: ChildProcess = spawn(argv[0] ?? "", argv.slice(1), {
    cwd: "/",
    env: clientEnvironment(env),
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
  });
  // Out of file descriptors, Node makes a child without streams.
  const { stdin, stdout, stderr } = child;
  const streams = [stdin, stdout, stderr].filter(
    (stream) => stream !== null && stream !== undefined,
  );
  const parser = newControlParser();
  let said = "";
  let lost = false;
  let leave = (): void => {};
  const gone = new Promise<void>((resolve) => (leave = resolve));
  const lose = (why: string): void => {
    if (lost) return;
    lost = true;
    leave();
    for (const stream of streams) stream.destroy();
    child.kill("SIGKILL");
    events.lost(why);
  };
  child.once("error", (error) => lose(String(error)));
  // A server that is stopped keeps the streams, so their end may come late or never.
  child.once("exit", () => setTimeout(() => lose(said.trim()), 20));
  child.once("close", () => lose(said.trim()));
  for (const stream of streams) stream.on("error", () => {});
  stderr?.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString("utf8")}`.slice(-2000)));
  stdout?.on("data", (chunk: Buffer) => {
    for (const event of parser.feed(chunk)) {
      if (lost) return;
      if (event.kind === "block" && !event.ok && !event.own) said = event.body.toString("utf8");
      if (event.kind === "violation") return lose(`tmux wrote ${JSON.stringify(event.line)}`);
      events.event(event);
    }
  });
  const holdable = [child, ...streams] as unknown as readonly Holdable[];
  return {
    anchor,
    write: (text) => void stdin?.write(text),
    hold(held) {
      for (const each of holdable)
        if (held) each.ref();
        else each.unref();
    },
    async close() {
      this.hold(true);
      stdin?.end();
      const timer = setTimeout(() => lose("closed"), CLOSE_MS);
      await gone;
      clearTimeout(timer);
    },
    kill: () => lose("killed"),
  };
}

const CLOSE_MS = 2000;

interface Holdable {
  ref(): unknown;
  unref(): unknown;
}

/** The line that asks a new connection which server it is of. */
export function greeting(nonce: string): string {
  const format = `${nonce} #{pid} #{start_time} #{version}`;
  return `${quoteCommands([["display-message", "-p", format]])}\n`;
}

export interface Greeted {
  readonly epoch: ServerEpoch;
  readonly version: string;
  readonly escaped: boolean;
}

/** What the answer to the greeting tells. Undefined for another block. */
export function parseGreeting(body: Buffer, nonce: string): Greeted | undefined {
  const [mark, pid, startTime, version = ""] = body.toString("utf8").trim().split(" ");
  const escaped = mark === escape(nonce);
  if (mark !== nonce && !escaped) return undefined;
  return { epoch: { pid: Number(pid), startTime: Number(startTime) }, version, escaped };
}

/** A sign that no value holds; its first letter shows whether tmux escapes. */
export function newNonce(): string {
  return `\u0001${randomBytes(8).toString("hex")}`;
}

export function escape(nonce: string): string {
  return nonce.replace("\u0001", "\\001");
}

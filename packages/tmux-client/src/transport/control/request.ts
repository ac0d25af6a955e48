import type { TmuxError } from "../../values/error.js";
import type { Answer } from "../answer.js";
import type { CallOptions } from "../call-options.js";
import { quoteCommands } from "../command.js";
import type { Command } from "../command.js";
import { escape, newNonce } from "./connection.js";
import type { ControlEvent } from "./parser.js";

type Block = Extract<ControlEvent, { kind: "block" }>;

/** One call on its way. */
export interface Request {
  readonly text: string;
  readonly shown: Command;
  /** Undefined where exactly one block answers. */
  readonly nonce: string | undefined;
  readonly blocks: Block[];
  /** Set once nobody waits any more; what still comes for it is taken and dropped. */
  settled: boolean;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: TmuxError) => void;
  /** tmux refused a command. */
  readonly fail: (stderr: string) => void;
}

/** Most bytes of one line: larger ones hold up everyone else on the connection. */
export const LINE_LIMIT: number = 1024 * 1024;

/** Whether this connection may carry the commands: they must neither wait in tmux, nor read input. */
export function isCarried(commands: readonly Command[], options: CallOptions): boolean {
  if (options.input || options.founding || options.binary || options.ungated) return false;
  return commands.every(([name = ""]) => !byExec.has(name));
}

// They hold up the connection, read standard input, or write in another form than a block.
const byExec: ReadonlySet<string> = new Set([
  "wait-for",
  "run-shell",
  "load-buffer",
  "save-buffer",
  "show-buffer",
  "source-file",
  "kill-server",
  "confirm-before",
  "command-prompt",
]);

/** The lines to send, and by what their answer ends. */
export function compose(commands: readonly Command[]): { text: string; nonce: string | undefined } {
  const line = `${quoteCommands(commands)}\n`;
  const [first] = commands;
  // A block for each command; `if-shell` adds those of its branch. The nonce ends them all.
  if (commands.length === 1 && first?.[0] !== "if-shell") return { text: line, nonce: undefined };
  const nonce = newNonce();
  return { text: `${line}${quoteCommands([["display-message", "-p", nonce]])}\n`, nonce };
}

/** Takes a block; true when the request has all of its own. */
export function take(request: Request, block: Block): boolean {
  if (request.nonce !== undefined) {
    const text = block.body.length < 60 ? block.body.toString("utf8").trimEnd() : "";
    if (text !== request.nonce && text !== escape(request.nonce)) {
      request.blocks.push(block);
      return false;
    }
  } else {
    request.blocks.push(block);
  }
  return true;
}

/** Settles a request that has all of its blocks. */
export function conclude(request: Request, escaped: boolean): void {
  if (request.settled) return;
  request.settled = true;
  const failed = request.blocks.find((block) => !block.ok);
  if (failed) request.fail(failed.body.toString("utf8").trim());
  else
    request.resolve({ answer: Buffer.concat(request.blocks.map((block) => block.body)), escaped });
}

import { basename, isAbsolute } from "node:path";
import { NotOurs } from "@mosaicstack/outside-files";
import { readInChannel, type AgentChannel } from "./agent-channel.js";
import { caps } from "./caps.js";

/** The last message that an agent took. */
export interface ReceiptRecord {
  /** As the runtime understood it; undefined where its writer does not know it. */
  readonly prompt: string | undefined;
  /** Of the queued message that it was. */
  readonly id: string | undefined;
  /** What the runtime calls the turn that it began. */
  readonly turn: string | undefined;
  /** File in which the runtime keeps the conversation; one that is named like the session. */
  readonly transcript: string | undefined;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/**
 * The `receipt` of a channel; undefined where there is none, none that is whole, or what is not ours to read: who writes one
 * replaces that.
 */
export function readReceipt({ folder }: AgentChannel): ReceiptRecord | undefined {
  try {
    const content = readInChannel(folder, "receipt", caps.receipt);
    if (content === undefined) return undefined;
    const told = JSON.parse(content.text) as Record<string, unknown>;
    return {
      prompt: word(told["prompt"]),
      id: word(told["id"]),
      turn: word(told["prompt_id"]),
      transcript: transcriptOf(word(told["transcript_path"]), word(told["session_id"])),
      at: content.at,
    };
  } catch {
    return undefined;
  }
}

/** Why nobody's receipt can be read just now: `/…/receipt is a folder`. */
export function receiptFault({ folder }: AgentChannel): string | undefined {
  try {
    readInChannel(folder, "receipt", caps.receipt);
    return undefined;
  } catch (error) {
    return error instanceof NotOurs ? error.message : undefined;
  }
}

function word(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Any file could be named there. */
function transcriptOf(path: string | undefined, session: string | undefined): string | undefined {
  if (path === undefined || session === undefined || !isAbsolute(path)) return undefined;
  return basename(path) === `${session}.jsonl` ? path : undefined;
}

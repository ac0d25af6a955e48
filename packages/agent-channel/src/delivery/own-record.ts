import { closeSync } from "node:fs";
import { openFile, readAt } from "@mosaicstack/outside-files";
import { runtimes, type Runtime } from "@mosaicstack/runtimes";
import type { AgentChannel } from "../channel/agent-channel.js";
import { readConversation } from "../channel/conversation.js";
import { readReceipt } from "../channel/receipt-file.js";
import { placesOf, rolloutsIn } from "../channel/rollouts.js";
import { isMessage } from "./message.js";
import { rules } from "./rules.js";

/** Whether the runtime's own record of the conversation holds this text as a message, behind where it ended when this was made. */
export type OwnRecord = (text: string) => boolean;

/**
 * As drain/own-record.sh. Undefined where no record is known that is this agent's alone: another agent in the same workdir may have
 * been sent the same words.
 */
export function openOwnRecord(channel: AgentChannel): OwnRecord | undefined {
  const { path, place } = whereRecorded(channel);
  const known = Object.values(runtimes).find(({ recorded }) => recorded?.place === place);
  if (path === undefined || !known?.recorded) return undefined;
  const pattern = new RegExp(known.recorded.message, "u");
  const from = readFrom(path, 0, 0)?.size ?? 0;
  return (text) => {
    const lines = readFrom(path, from, rules.record_bytes)?.text.split("\n") ?? [];
    const messages = lines.filter((line) => pattern.test(line)).slice(0, rules.record_lines);
    return messages.some((line) => isMessageIn(line, pattern, text));
  };
}

interface Place {
  readonly place: NonNullable<Runtime["recorded"]>["place"];
  readonly path: string | undefined;
}

function whereRecorded(channel: AgentChannel): Place {
  const { rollouts } = placesOf(channel);
  if (!rollouts?.startsWith("/"))
    return { place: "transcript", path: readReceipt(channel)?.transcript };
  const id = conversationOf(channel);
  if (id === undefined) return { place: "rollouts", path: undefined };
  for (const path of rolloutsIn(rollouts))
    if (path.endsWith(`-${id}.jsonl`)) return { place: "rollouts", path };
  return { place: "rollouts", path: undefined };
}

function conversationOf(channel: AgentChannel): string | undefined {
  try {
    const id = readConversation(channel) ?? "";
    return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

/** What stands in a plain file of ours behind so many bytes, and the size of it all; undefined where there is no such file. */
function readFrom(
  path: string,
  from: number,
  most: number,
): { readonly text: string; readonly size: number } | undefined {
  try {
    const opened = openFile(path);
    if (opened === undefined) return undefined;
    const { descriptor, stats } = opened;
    try {
      const length = Math.max(0, Math.min(stats.size - from, most));
      return { text: readAt(descriptor, length, from).toString("utf8"), size: stats.size };
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

/** Whether a line of a record tells of this message; one that is not whole yet tells of none. */
export function isMessageIn(line: string, pattern: RegExp, text: string): boolean {
  const begin = pattern.exec(line)?.[0].length;
  if (begin === undefined) return false;
  const [told] = /^(?:[^"\\]|\\.)*(?=")/su.exec(line.slice(begin)) ?? [];
  if (told === undefined) return false;
  try {
    return isMessage(text, JSON.parse(`"${told}"`) as string);
  } catch {
    return false;
  }
}

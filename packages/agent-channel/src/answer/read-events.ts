import { caps } from "../channel/caps.js";
import { objectOf, parseObject, textOf } from "./json-line.js";
import { lastLines } from "./read-end-of-file.js";

/**
 * What Copilot CLI answered last by its own record of a session: the text behind the last prompt, subagents' apart, and not before
 * `since`, milliseconds since the epoch. Undefined where there is none, or not yet, or the file is none of ours.
 */
export function answerInEvents(path: string, since: number): string | undefined {
  for (const line of lastLines(path, caps.ownRecord)?.toReversed() ?? []) {
    if (!/"type" ?: ?"(assistant|user)\.message"/.test(line)) continue;
    const { type, data, timestamp } = parseObject(line);
    // Its end is told before it is written down: what stands there may be of an earlier turn.
    if (Date.parse(textOf(timestamp) ?? "") < since) return undefined;
    const { content, parentToolCallId } = objectOf(data);
    if (textOf(parentToolCallId) !== undefined) continue;
    if (type === "user.message") return undefined;
    const text = type === "assistant.message" ? textOf(content) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

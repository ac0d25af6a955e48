import { caps } from "../channel/caps.js";
import { objectOf, parseObject, textOf } from "./json-line.js";
import { lastLines } from "./read-end-of-file.js";

/**
 * What Claude Code answered last by its own record of a conversation: the text behind the last prompt, subagents' apart. Undefined
 * where there is none, or the file is none of ours.
 */
export function answerInTranscript(path: string): string | undefined {
  for (const line of lastLines(path, caps.ownRecord)?.toReversed() ?? []) {
    // Tool results are a user's too, of content that is no text
    if (!/"type" ?: ?"(assistant|user)"/.test(line)) continue;
    const { type, isSidechain, message } = parseObject(line);
    const { content } = objectOf(message);
    if (isSidechain === true) continue;
    if (type === "user" && typeof content === "string") return undefined;
    const text = type === "assistant" ? textOf(wordsOf(content)) : undefined;
    if (text !== undefined) return text;
  }
  return undefined;
}

function wordsOf(content: unknown): string {
  if (!Array.isArray(content)) return "";
  const parts = content.map(objectOf).filter(({ type }) => type === "text");
  return parts.flatMap(({ text }) => textOf(text) ?? []).join("\n");
}

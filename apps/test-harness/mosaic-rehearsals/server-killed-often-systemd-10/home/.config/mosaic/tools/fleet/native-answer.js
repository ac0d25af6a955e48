// How a turn ended, as the channel's `answer` has it (docs/reference/agent-channel.md).
import { ANSWER_BYTES } from "./native-rules.js";

/**
 * The line of a turn: what began it, and its answer or why there is none. Control characters are the readers' to take out, as of all that
 * stands in a channel.
 */
export function answerLine({ prompt, id }, { answer, reason }) {
  const bytes = Buffer.from(answer ?? "");
  const cut = bytes.length > ANSWER_BYTES;
  // A character that the cut went through is no character
  const text = cut ? bytes.toString("utf8", 0, ANSWER_BYTES).replace(/\uFFFD$/, "") : answer;
  const told = { source: "native", prompt, id, answer: text || null, reason };
  return `${JSON.stringify(cut ? { ...told, cut } : told)}\n`;
}

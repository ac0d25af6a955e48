// How a turn ended, as the channel's `answer` has it (docs/reference/agent-channel.md).

/** Bytes of an answer that are kept. */
const LONGEST = 1024 * 1024;

/**
 * The line of a turn: what began it, and its answer or why there is none. Control characters are the readers' to take out, as of all that
 * stands in a channel.
 */
export function answerLine({ prompt, id }, { answer, reason }) {
  const bytes = Buffer.from(answer ?? "");
  const cut = bytes.length > LONGEST;
  // A character that the cut went through is no character
  const text = cut ? bytes.toString("utf8", 0, LONGEST).replace(/\uFFFD$/, "") : answer;
  const told = { source: "native", prompt, id, answer: text || null, reason };
  return `${JSON.stringify(cut ? { ...told, cut } : told)}\n`;
}

import { plain, type Asked, type Dialect, type Json, type Reply, type Say } from "./dialect.js";

/** OpenAI's Chat Completions API, as far as OpenCode and Pi ask for it. */
export const chatCompletions: Dialect = {
  path: "/v1/chat/completions",
  read: (body) => {
    const turns = body.at("messages").list;
    const answered = turns.findLastIndex((turn) => turn.at("role").text === "assistant");
    return {
      model: body.at("model").text,
      stream: body.at("stream").value === true,
      // Titles and summaries are asked for without tools
      aside: body.at("tools").list.length === 0,
      newest: turns.slice(answered + 1).flatMap(userTexts),
      earlier: turns.slice(0, answered + 1).flatMap(userTexts),
    };
  },
  answer: (asked, say) => (asked.stream ? stream(asked, say) : plain(200, whole(asked, say))),
  limit: ({ message, headers }) =>
    plain(429, { error: { type: "rate_limit_exceeded", code: null, message } }, headers),
};

function userTexts(turn: Json): string[] {
  if (turn.at("role").text !== "user") return [];
  const content = turn.at("content");
  if (content.text !== "") return [content.text];
  return content.list
    .filter((part) => part.at("type").text === "text")
    .map((part) => part.at("text").text);
}

const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };

function whole(asked: Asked, say: Say) {
  const choice = { index: 0, message: spoken(say), finish_reason: finish(say) };
  return { ...head(asked), object: "chat.completion", choices: [choice], usage };
}

/** Its events have no names, and a word stands behind the last. */
function stream(asked: Asked, say: Say): Reply {
  const chunk = { ...head(asked), object: "chat.completion.chunk" };
  const each = [
    { ...chunk, choices: [{ index: 0, delta: spoken(say), finish_reason: null }] },
    { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: finish(say) }] },
    { ...chunk, choices: [], usage },
  ];
  const lines = each.map((event) => `data: ${JSON.stringify(event)}\n\n`);
  return {
    status: 200,
    headers: { "content-type": "text/event-stream", "cache-control": "no-cache" },
    body: `${lines.join("")}data: [DONE]\n\n`,
  };
}

function head({ model }: Asked) {
  return { id: "chatcmpl_stand_in", created: 0, model };
}

function finish({ tool }: Say): string {
  return tool === undefined ? "stop" : "tool_calls";
}

let calls = 0;

function spoken({ text, tool }: Say) {
  if (tool === undefined) return { role: "assistant", content: text };
  calls += 1;
  const call = { name: tool.name, arguments: JSON.stringify(tool.input) };
  // No two of one process are the same: programs match results by it
  const id = `call_stand_in_${calls}`;
  return {
    role: "assistant",
    content: null,
    tool_calls: [{ index: 0, id, type: "function", function: call }],
  };
}

import { events, plain, type Asked, type Dialect, type Json, type Say } from "./dialect.js";

/** Anthropic's Messages API, as far as Claude Code asks for it. */
export const messages: Dialect = {
  path: "/v1/messages",
  read: (body) => {
    const turns = body.at("messages").list;
    const answered = turns.findLastIndex((turn) => turn.at("role").text === "assistant");
    return {
      model: body.at("model").text,
      stream: body.at("stream").value === true,
      // Titles, topics and the first look at the quota are asked for without tools
      aside: body.at("tools").list.length === 0,
      newest: turns.slice(answered + 1).flatMap(userTexts),
      earlier: turns.slice(0, answered + 1).flatMap(userTexts),
    };
  },
  answer: (asked, say) =>
    asked.stream ? events(stream(asked, say)) : plain(200, whole(asked, say)),
  limit: ({ message, headers }) =>
    plain(429, { type: "error", error: { type: "rate_limit_error", message } }, headers),
};

function userTexts(turn: Json): string[] {
  if (turn.at("role").text !== "user") return [];
  const content = turn.at("content");
  if (content.text !== "") return [content.text];
  return content.list
    .filter((block) => block.at("type").text === "text")
    .map((block) => block.at("text").text);
}

const usage = { input_tokens: 1, output_tokens: 1 };

function whole({ model }: Asked, { text, tool }: Say) {
  return {
    id: "msg_stand_in",
    type: "message",
    role: "assistant",
    model,
    content:
      tool === undefined ? [{ type: "text", text }] : [{ type: "tool_use", id: toolId(), ...tool }],
    stop_reason: tool === undefined ? "end_turn" : "tool_use",
    stop_sequence: null,
    usage,
  };
}

function stream(asked: Asked, { text, tool }: Say): { readonly type: string }[] {
  const { content: _, stop_reason, ...message } = whole(asked, { text, tool });
  const start =
    tool === undefined
      ? { type: "text", text: "" }
      : { type: "tool_use", id: toolId(), name: tool.name, input: {} };
  const delta =
    tool === undefined
      ? { type: "text_delta", text }
      : { type: "input_json_delta", partial_json: JSON.stringify(tool.input) };
  const open = { ...message, content: [], stop_reason: null };
  const each = [
    { type: "message_start", message: open },
    { type: "content_block_start", index: 0, content_block: start },
    { type: "content_block_delta", index: 0, delta },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage },
    { type: "message_stop" },
  ];
  return each;
}

let tools = 0;
/** No two of one process are the same: programs match results by it. */
function toolId(): string {
  tools += 1;
  return `toolu_stand_in_${tools}`;
}

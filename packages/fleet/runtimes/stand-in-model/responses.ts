import { events, plain, type Asked, type Dialect, type Json, type Say } from "./dialect.js";

/** OpenAI's Responses API, as far as Codex asks for it. */
export const responses: Dialect = {
  path: "/v1/responses",
  read: (body) => {
    const items = body.at("input").list;
    const answered = items.findLastIndex(
      (item) => item.at("role").text === "assistant" || /_call/.test(item.at("type").text),
    );
    return {
      model: body.at("model").text,
      stream: body.at("stream").value === true,
      // Titles are asked for without tools
      aside: body.at("tools").list.length === 0,
      newest: items.slice(answered + 1).flatMap(userTexts),
      earlier: items.slice(0, answered + 1).flatMap(userTexts),
    };
  },
  answer: (asked, say) => {
    const all = stream(asked, say);
    return asked.stream ? events(all) : plain(200, all.at(-1));
  },
  limit: ({ message, resetsAt, headers }) =>
    plain(
      429,
      { error: { type: "usage_limit_reached", message, plan_type: "plus", resets_at: resetsAt } },
      headers,
    ),
};

function userTexts(item: Json): string[] {
  if (item.at("role").text !== "user") return [];
  const content = item.at("content");
  if (content.text !== "") return [content.text];
  return content.list
    .filter((part) => part.at("type").text === "input_text")
    .map((part) => part.at("text").text);
}

let calls = 0;

function stream({ model }: Asked, { text, tool }: Say): { readonly type: string }[] {
  calls += 1;
  const response = { id: `resp_${calls}`, object: "response", created_at: 0, model };
  const item =
    tool === undefined
      ? {
          type: "message",
          id: `msg_${calls}`,
          role: "assistant",
          status: "completed",
          content: [{ type: "output_text", text, annotations: [] }],
        }
      : {
          type: "function_call",
          id: `fc_${calls}`,
          call_id: `call_${calls}`,
          status: "completed",
          name: tool.name,
          arguments: JSON.stringify(tool.input),
        };
  const usage = {
    input_tokens: 1,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: 1,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 2,
  };
  const each = [
    { type: "response.created", response: { ...response, status: "in_progress", output: [] } },
    { type: "response.output_item.done", output_index: 0, item },
    {
      type: "response.completed",
      response: { ...response, status: "completed", output: [item], usage },
    },
  ];
  return each;
}

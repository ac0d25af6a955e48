// The agent's channel inside OpenCode: a plugin of its terminal interface, which knows the session that is shown, and
// which `opencode run` by the agent itself does not load. `opencode-tui.json` beside it names it, OPENCODE_TUI_CONFIG that.
import { NotGiven, openNativeChannel, TAKE_MS } from "./native-channel.js";
import { attempt } from "./native-files.js";
import { endOfLimit, isLimit } from "./native-limit.js";

const plugin = {
  id: "mosaic-fleet-channel",
  tui: async (api) => void attempt(() => openInside(api)),
};
// oxlint-disable-next-line import/no-default-export -- OpenCode looks for it
export default plugin;

function openInside(api) {
  /** Sessions that are not idle: `busy`, or what is told of a new attempt. */
  const busy = new Map();
  /** Open questions and permissions, by request. */
  const asked = new Map();
  /** Messages of users, and whether their text was told; news of a message come again and again. */
  const told = new Map();
  let after = { state: "idle" };
  /** The newest message of the model, its texts by part, and what it or one before it in the turn said. */
  let spoken = { parts: new Map(), answer: "" };
  let interrupted = false;
  let giving;

  const channel = openNativeChannel({
    free: () => api.state.ready && busy.size === 0 && asked.size === 0,
    give: async (text) => {
      const session = await shownSession(api);
      let timer;
      const taken = new Promise((resolve, reject) => {
        const late = new Error(`OpenCode did not take it within ${TAKE_MS / 1000} s`);
        timer = setTimeout(() => reject(late), TAKE_MS);
        giving = { session, text, done: resolve };
      });
      try {
        const parts = [{ type: "text", text }];
        const { error } = await api.client.session.promptAsync({ sessionID: session, parts });
        if (error !== undefined)
          throw new NotGiven(`OpenCode refused it: ${JSON.stringify(error)}`);
        // From the first screen, where no session is shown; a half-typed draft goes along
        if (api.route.current.name !== "session")
          api.route.navigate("session", { sessionID: session });
        await taken;
      } finally {
        clearTimeout(timer);
        giving = undefined;
      }
    },
  });
  if (channel === undefined) return;

  const turnEnd = () => {
    if (interrupted) return { reason: "its turn was interrupted" };
    if (after.state !== "done") return { reason: `its turn failed: ${after.message}` };
    return spoken.answer === "" ? {} : { answer: spoken.answer };
  };
  const tell = () => {
    const [request] = asked.values();
    const [status] = busy.values();
    if (request !== undefined) channel.say({ state: "blocked", ...request });
    else if (status !== undefined) channel.say(workOf(status));
    else channel.say(after);
    channel.look();
  };
  const on = (type, act) =>
    api.event.on(type, (event) => void attempt(() => act(event.properties)));
  const ask = (kind, of) => (properties) => {
    asked.set(properties.id, { kind, message: of(properties) });
    tell();
  };
  const answered = ({ requestID, permissionID }) => {
    asked.delete(requestID ?? permissionID);
    tell();
  };

  on("session.status", ({ sessionID, status }) => {
    if (status.type !== "idle") {
      busy.set(sessionID, status);
      after = { state: "done" };
    } else busy.delete(sessionID);
    // Of a turn that is interrupted nobody answers the questions
    if (busy.size === 0) asked.clear();
    if (busy.size === 0 && !isChild(api, sessionID)) channel.ended(turnEnd());
    tell();
  });
  on("session.error", ({ sessionID, error }) => {
    // What befalls a subagent is its parent's to deal with, and to interrupt a turn is no error
    if (isChild(api, sessionID) || error === undefined) return;
    interrupted = error.name === "MessageAbortedError";
    if (interrupted) return;
    after = endOf(error);
    tell();
  });
  on("message.updated", ({ info }) => {
    if (isChild(api, info.sessionID)) return;
    if (info.role === "assistant" && spoken.id !== info.id)
      spoken = { id: info.id, parts: new Map(), answer: spoken.answer };
    if (info.role !== "user") return;
    if (!told.has(info.id)) told.set(info.id, false);
  });
  on("message.part.updated", ({ part }) => {
    if (part.type === "text" && part.messageID === spoken.id) {
      spoken.parts.set(part.id, part.text);
      spoken.answer = [...spoken.parts.values()].join("\n");
    }
    if (part.type !== "text" || part.synthetic || told.get(part.messageID) !== false) return;
    told.set(part.messageID, true);
    const ours = giving?.session === part.sessionID && giving.text === part.text;
    after = { state: "done" };
    spoken = { parts: new Map(), answer: "" };
    interrupted = false;
    busy.set(part.sessionID, { type: "busy" });
    tell();
    channel.took(part.text, ours);
    channel.converse(part.sessionID);
    if (ours) giving.done();
  });
  on(
    "permission.asked",
    ask("permission", ({ permission }) => permission),
  );
  on("permission.replied", answered);
  on(
    "question.asked",
    ask("question", ({ questions }) => questions?.[0]?.question),
  );
  on("question.replied", answered);
  on("question.rejected", answered);
  on("session.deleted", ({ info }) => {
    busy.delete(info.id);
    tell();
  });
  api.lifecycle.onDispose(channel.close);

  const { name, params } = api.route.current;
  if (name === "session") channel.converse(params.sessionID);
  tell();
}

/** The session that a person sees, or a new one where none is shown; of a subagent the one that started it. */
async function shownSession(api) {
  const { name, params } = api.route.current;
  let id = name === "session" ? params.sessionID : undefined;
  while (id !== undefined && isChild(api, id)) id = api.state.session.get(id).parentID;
  if (id !== undefined) return id;
  const { data, error } = await api.client.session.create({});
  if (data === undefined) throw new NotGiven(`OpenCode made no session: ${JSON.stringify(error)}`);
  return data.id;
}

function isChild(api, id) {
  return id !== undefined && api.state.session.get(id)?.parentID !== undefined;
}

/** It asks again by itself, at `next`. */
function workOf(status) {
  if (status.type !== "retry") return { state: "working" };
  const { message, next } = status;
  if (!isLimit(message)) return { state: "working", message };
  return { state: "blocked", kind: "quota", until: Math.ceil(next / 1000), message };
}

function endOf({ name, data }) {
  const message = data?.message ?? name;
  if (name === "ProviderAuthError") return { state: "blocked", kind: "auth", message };
  if (isLimit(message) || data?.statusCode === 429)
    return { state: "blocked", kind: "quota", until: endOfLimit(message), message };
  return { state: "error", message };
}

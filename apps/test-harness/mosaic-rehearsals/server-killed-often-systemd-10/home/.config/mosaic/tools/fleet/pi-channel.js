// The agent's channel inside Pi: an extension, given by `-e`, which the agent's own `pi` calls do not load.
import { NotGiven, openNativeChannel, TAKE_MS } from "./native-channel.js";
import { attempt } from "./native-files.js";
import { endOfLimit, isLimit } from "./native-limit.js";

/** Milliseconds after a failed turn in which Pi may try again by itself; it waits 2, 4 and 8 s. */
const RETRY_MS = 15_000;
/** Milliseconds after which a limit of which nobody told the end is tried, and a compaction of which nobody told the end is over. */
const LIMIT_MS = 900_000;

// oxlint-disable-next-line import/no-default-export -- Pi looks for it
export default function piChannel(pi, environment = process.env) {
  let inside;
  // A new session gets a new instance of this extension
  pi.on("session_start", (_, context) => {
    inside = attempt(() => openInside(pi, context, environment));
  });
  const on = (type, name) =>
    pi.on(type, (event, context) => void attempt(() => inside?.[name](event, context)));
  on("session_shutdown", "closed");
  on("model_select", "modelChosen");
  on("input", "input");
  on("agent_start", "began");
  on("message_end", "message");
  on("agent_end", "ended");
  on("session_before_compact", "compacting");
  on("session_compact", "compacted");
}

function openInside(pi, context, environment) {
  let now = { state: "idle" };
  /** Not before then is a message handed over, though Pi says that it is idle. */
  let heldUntil = 0;
  let timer;
  let failing;
  let giving;

  const channel = openNativeChannel({
    environment,
    free: () =>
      now.state !== "working" && Date.now() >= heldUntil && hasModel(context) && context.isIdle(),
    give: (text) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          // Somebody's own message was quicker: ours waits behind that turn
          if (attempt(context.isIdle) !== false) giving.fail();
          else giving.late = true;
        }, TAKE_MS);
        const end = (act) => {
          clearTimeout(late);
          giving = undefined;
          act();
        };
        giving = {
          text,
          done: () => end(resolve),
          fail: (error = new Error("Pi did not take it")) => end(() => reject(error)),
        };
        try {
          pi.sendUserMessage(text, { deliverAs: "followUp" });
        } catch (error) {
          giving.fail(new NotGiven(`Pi refused it: ${error.message}`));
        }
      }),
  });
  if (channel === undefined) return undefined;

  const tell = (next) => {
    now = next;
    channel.say(now);
    channel.look();
  };
  const wake = () => {
    if (now.kind === "quota" && environment.MOSAIC_ON_QUOTA === "resume")
      channel.enqueue(
        `resume-${now.until ?? Date.now()}`,
        "Go on where the usage limit stopped you.",
      );
    channel.look();
  };
  const hold = (milliseconds) => {
    clearTimeout(timer);
    heldUntil = Date.now() + milliseconds;
    timer = setTimeout(wake, milliseconds + 1);
    timer.unref();
  };
  /** A turn that failed may yet be tried again. */
  const fail = (reason) => {
    failing = setTimeout(() => channel.ended({ reason }), RETRY_MS);
    failing.unref();
  };
  const release = () => {
    clearTimeout(timer);
    heldUntil = 0;
  };
  const atRest = () =>
    hasModel(context)
      ? { state: "idle" }
      : { state: "blocked", kind: "auth", message: "no model with a login: type /login" };

  tell(atRest());
  channel.converse(context.sessionManager.getSessionId());
  return {
    closed: ({ reason }) => {
      clearTimeout(timer);
      clearTimeout(failing);
      giving?.fail(new Error("its session ended"));
      channel.ended({ reason: "its session ended in the midst of the turn" });
      if (reason === "quit") channel.say({ state: "unknown", message: "it ended: quit" });
      channel.close();
    },
    modelChosen: () => tell(now.state === "working" ? now : atRest()),
    // Another extension may change it on its way: then the text alone does not tell that it is ours
    input: ({ source }) => {
      if (source === "extension" && giving !== undefined) giving.entered = true;
    },
    began: () => {
      clearTimeout(failing);
      release();
      tell({ state: "working" });
    },
    message: ({ message }) => {
      if (message.role !== "user") return;
      const text = textOf(message.content);
      const ours = giving !== undefined && (giving.text === text || giving.entered === true);
      channel.took(text, ours);
      channel.converse(context.sessionManager.getSessionId());
      if (ours) giving.done();
    },
    ended: ({ messages }) => {
      if (giving?.late) giving.fail();
      const {
        content = [],
        stopReason,
        errorMessage = "",
      } = messages.findLast(({ role }) => role === "assistant") ?? {};
      if (stopReason === "error") fail(`its turn failed: ${errorMessage}`);
      else if (stopReason === "aborted") channel.ended({ reason: "its turn was interrupted" });
      else channel.ended({ answer: textOf(content) });
      if (stopReason !== "error") {
        // Compaction begins behind this event, if it does
        hold(100);
        tell({ state: "done" });
      } else if (isLimit(errorMessage)) {
        const until = endOfLimit(errorMessage);
        hold(until === undefined ? LIMIT_MS : Math.max(until * 1000 - Date.now(), RETRY_MS));
        tell({ state: "blocked", kind: "quota", until, message: errorMessage });
      } else {
        hold(RETRY_MS);
        tell({ state: "error", message: errorMessage });
      }
    },
    compacting: ({ signal }) => {
      const before = now;
      hold(LIMIT_MS);
      signal?.addEventListener("abort", () => (release(), tell(before)));
      tell({ state: "working", message: "compacting" });
    },
    // Where the compaction came from within a turn, that turn's own events follow
    compacted: () => {
      hold(500);
      tell({ state: "done" });
    },
  };
}

function hasModel({ model, modelRegistry }) {
  return model !== undefined && modelRegistry.hasConfiguredAuth(model);
}

function textOf(content) {
  if (typeof content === "string") return content;
  return content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
}

import { basename, dirname, isAbsolute } from "node:path";
import { readInChannel, type AgentChannel } from "../channel/agent-channel.js";
import { caps } from "../channel/caps.js";
import { openText, parseObject, textOf } from "./json-line.js";
import { answerInEvents } from "./read-events.js";
import { answerInTranscript } from "./read-own-transcript.js";
import { answerOf, noAnswer, type TurnEnd } from "./turn-end.js";

/**
 * How the last turns ended by the channel's `answer` and `answer.1`, the newest first. What is not whole, or not ours to read, is
 * none: who writes one replaces that.
 */
export function readAnswers(channel: AgentChannel): TurnEnd[] {
  return ["answer", "answer.1"].flatMap((name) => read(channel, name) ?? []);
}

function read({ folder }: AgentChannel, name: string): TurnEnd | undefined {
  try {
    const content = readInChannel(folder, name, caps.answer);
    return content && parseAnswer(content.text, content.at);
  } catch {
    return undefined;
  }
}

/** What an `answer` says; undefined where that is nothing, or of another session than the turn's. */
function parseAnswer(text: string, at: number): TurnEnd | undefined {
  const [first, receipt, payload = ""] = text.split("\n");
  const told = parseObject(first);
  if (told["source"] === "hook")
    return endByHook(textOf(told["event"]), { receipt: parseObject(receipt), payload, at });
  if (told["source"] !== "native") return undefined;
  const answer = textOf(told["answer"]);
  const reason = textOf(told["reason"]) ?? "its turn ended without an answer";
  return {
    source: "native",
    prompt: textOf(told["prompt"]),
    id: textOf(told["id"]),
    turn: undefined,
    ...(answer === undefined ? noAnswer(reason) : answerOf(answer, told["cut"] === true)),
    at,
  };
}

function endByHook(
  event: string | undefined,
  told: {
    readonly receipt: Readonly<Record<string, unknown>>;
    readonly payload: string;
    readonly at: number;
  },
): TurnEnd | undefined {
  const { receipt, payload, at } = told;
  const end = parseObject(payload);
  const [session, turn] = [sessionOf(end), textOf(end["prompt_id"])];
  if (differ(sessionOf(receipt), session)) return undefined;
  // A prompt that came in the midst of a turn began none
  const began = differ(textOf(receipt["prompt_id"]), turn) ? {} : receipt;
  const common = { prompt: textOf(began["prompt"]), id: textOf(began["id"]), turn, at };
  const answer = textOf(end["last_assistant_message"]);
  if (event === "StopFailure")
    return {
      source: "hook",
      ...common,
      ...noAnswer(
        `its turn failed: ${answer ?? textOf(end["error"]) ?? "its hook does not say why"}`,
      ),
    };
  if (answer !== undefined) return { source: "hook", ...common, ...answerOf(answer) };
  const part = openText(payload, "last_assistant_message");
  if (part !== undefined) return { source: "hook", ...common, ...answerOf(part, true) };
  const recorded =
    inTranscript(textOf(end["transcript_path"]), session) ??
    inEvents(textOf(end["transcriptPath"]), session, began["timestamp"]);
  if (recorded !== undefined) return { source: "record", ...common, ...answerOf(recorded) };
  const isLate = textOf(end["transcriptPath"]) !== undefined;
  return {
    source: "hook",
    ...common,
    ...(isLate ? { isLate } : {}),
    ...noAnswer("its hook told the end of the turn, and no answer"),
  };
}

/** Claude Code and Qwen Code write it the one way, Copilot CLI the other. */
function sessionOf(payload: Readonly<Record<string, unknown>>): string | undefined {
  return textOf(payload["session_id"]) ?? textOf(payload["sessionId"]);
}

function differ(one: string | undefined, other: string | undefined): boolean {
  return one !== undefined && other !== undefined && one !== other;
}

/** Any file could be named there: one is read that is named like the session. */
function inTranscript(path: string | undefined, session: string | undefined): string | undefined {
  if (path === undefined || session === undefined || !isAbsolute(path)) return undefined;
  return basename(path) === `${session}.jsonl` ? answerInTranscript(path) : undefined;
}

/** Copilot's is named like the folder that it keeps of each session. */
function inEvents(
  path: string | undefined,
  session: string | undefined,
  since: unknown,
): string | undefined {
  if (path === undefined || session === undefined || !isAbsolute(path)) return undefined;
  const isIts = basename(path) === "events.jsonl" && basename(dirname(path)) === session;
  return isIts ? answerInEvents(path, typeof since === "number" ? since : 0) : undefined;
}

import type { Runtime } from "@mosaicstack/runtimes";
import type { AgentChannel } from "../channel/agent-channel.js";
import { readActivityRecord, type ActivityRecord } from "../channel/activity-file.js";
import { readReceipt } from "../channel/receipt-file.js";
import { whenChanged } from "../channel/unchanged.js";
import { waitInFolder } from "../channel/watch-folder.js";
import { isPrompt } from "../delivery/message.js";
import { cleanText } from "../channel/clean-text.js";
import type { Answered, AnswerOptions, Asked } from "./asked.js";
import { waitBegun } from "./await-begin.js";
import { readAnswers } from "./read-answer.js";
import { turnInRollouts } from "./read-rollout.js";
import type { TurnEnd } from "./turn-end.js";

/** Whether it is known where the runtime's answers are told, and something of ours hears how its turns end. */
export function tellsAnswers(runtime: Runtime | undefined): boolean {
  if (runtime === undefined || runtime.answer === null) return false;
  return runtime.channel.drain !== null || runtime.receipt.includes("hook");
}

/**
 * Waits for the end of the very turn that the message began, and gives its answer; undefined where the time was over before. A
 * turn of another sender's in between is not it; one that ended untold (a restart, an interruption) is an end without answer. By
 * the channel alone: the screen is never read.
 */
export async function awaitAnswer(
  target: { readonly channel: AgentChannel; readonly runtime: Runtime | undefined },
  asked: Asked,
  { timeoutMs, isGone = () => false }: AnswerOptions,
): Promise<Answered | undefined> {
  const { channel, runtime } = target;
  const deadline = Date.now() + timeoutMs;
  const begun = await waitBegun(channel, asked, { timeoutMs, isGone });
  if (begun === undefined || !("since" in begun)) return begun;
  const { since } = begun;
  const text = cleanText(asked.text);
  const isOurs = (prompt: string): boolean =>
    prompt.includes(`/${asked.id}.txt`) || isPrompt(text, prompt);
  const answers = whenChanged(channel.folder, ["answer", "answer.1"], () => readAnswers(channel));
  const receipt = whenChanged(channel.folder, ["receipt"], () => readReceipt(channel));
  let began: { readonly at: number; readonly turn: string | undefined } | undefined;

  /** The first receipt of ours is remembered: the next turn replaces it, and may be of the same text. */
  const note = (): void => {
    const now = receipt();
    if (began !== undefined || now === undefined || now.at < since) return;
    const ours =
      now.id === undefined ? now.prompt === undefined || isOurs(now.prompt) : now.id === asked.id;
    if (ours) began = { at: now.at, turn: now.turn };
  };
  const isEnd = (end: TurnEnd): boolean => {
    if (end.at < (began?.at ?? since)) return false;
    if (end.id !== undefined) return end.id === asked.id;
    if (began?.turn !== undefined && end.turn !== undefined) return began.turn === end.turn;
    return end.prompt !== undefined && isOurs(end.prompt);
  };
  /** Before the answers are looked at: an end is told behind its answer. */
  const look = (): Answered | undefined => {
    const gone = isGone();
    const activity = readActivityRecord(channel);
    note();
    const ends = answers();
    const own = ends.find(isEnd);
    const isWhole = own?.isLate !== true || Date.now() - own.at > RECORD_MS;
    // Told by the same file, so that nothing of the channel changes when it comes
    const last = isWhole ? own : readAnswers(channel).find(isEnd);
    if (last !== undefined && (isWhole || last.answer !== null)) return last;
    if (own !== undefined) return undefined;
    const from = began?.at ?? begun.at;
    if (runtime?.channel.drain === "stream") {
      if (!gone && isAtWork(activity)) return undefined;
      const turn = turnInRollouts(channel, since, isOurs);
      if (turn?.end !== undefined) return turn.end;
    } else if (ends.some(({ at }) => at > from)) {
      return nothing("its turn ended without an answer, and another turn has ended since");
    }
    const why = gone ? "its session ended in the midst of the turn" : endUntold(activity, from);
    return why === undefined ? undefined : nothing(why);
  };
  return await waitInFolder(channel.folder, Math.max(1, deadline - Date.now()), look);
}

/** Milliseconds in which a record follows what the runtime says of itself. */
const RECORD_MS = 5000;

function nothing(reason: string): Answered {
  return { answer: null, source: null, reason };
}

function isAtWork(activity: ActivityRecord | undefined): boolean {
  if (activity?.kind === "quota") return false;
  return activity === undefined || activity.state === "working" || activity.state === "blocked";
}

/**
 * Why a turn that began at `from` is over, where nobody told its answer; undefined where it may go on. What works says so before it tells
 * what it took: so whoever does not is past it.
 */
function endUntold(activity: ActivityRecord | undefined, from: number): string | undefined {
  if (activity === undefined) return undefined;
  const { state, source, message = "", at } = activity;
  // The reader of a stream tells both at once, in the other order
  if (source === "stream" && at <= from) return undefined;
  // Copilot never writes over what the launcher wrote
  if (state === "starting")
    return at > from ? "it was started again in the midst of the turn" : undefined;
  if (state === "unknown") return `it tells no more: ${message || "its session ended"}`;
  // Pi tries again by itself, and tells the end when it does not
  if (state === "error" && source === "native") return undefined;
  if (source === "stream" && Date.now() - at < RECORD_MS) return undefined;
  if (state === "idle") return "its turn was interrupted";
  if (state === "error") return `its turn failed: ${message}`;
  return state === "done" ? "its turn ended, and nothing told the answer" : undefined;
}

import type { AgentChannel } from "../channel/agent-channel.js";
import { caps } from "../channel/caps.js";
import { placesOf, rolloutsIn } from "../channel/rollouts.js";
import { objectOf, parseObject, textOf } from "./json-line.js";
import { lastLines } from "./read-end-of-file.js";
import { answerOf, noAnswer, type TurnEnd } from "./turn-end.js";

/** A turn in Codex's own record. */
export interface RecordedTurn {
  /** Milliseconds since the epoch. */
  readonly began: number;
  /** Undefined: it goes on. */
  readonly end: TurnEnd | undefined;
}

/**
 * The last turn that this prompt began at `since` or later, by what Codex records of the conversations in the agent's workdir; undefined
 * where there is none. It is known by its prompt, so that neither another conversation nor another agent there is in the way.
 */
export function turnInRollouts(
  channel: AgentChannel,
  since: number,
  isOurs: (prompt: string) => boolean,
): RecordedTurn | undefined {
  const { rollouts, workdir } = placesOf(channel);
  if (!rollouts?.startsWith("/")) return undefined;
  for (const path of rolloutsIn(rollouts)) {
    const lines = lastLines(path, caps.ownRecord, since);
    if (lines === undefined || !isOf(workdir, lines)) continue;
    const turn = turnsIn(lines).findLast(
      ({ began, prompts }) => began >= since && prompts.some(isOurs),
    );
    if (turn !== undefined) return turn;
  }
  return undefined;
}

/** Whether the conversation was begun in the agent's workdir; where its first line is out of sight, its prompt has to do. */
function isOf(workdir: string | undefined, lines: readonly string[]): boolean {
  const { type, payload } = parseObject(lines[0]);
  return type !== "session_meta" || objectOf(payload)["cwd"] === workdir;
}

interface Turn extends RecordedTurn {
  readonly prompts: string[];
}

/** Lines that tell of turns; others may be of any size. */
const TELLING =
  /"type" ?: ?"(task_started|task_complete|turn_aborted|user_message|UserMessage)"|"role" ?: ?"user"/;

function turnsIn(lines: readonly string[]): Turn[] {
  const turns: { began: number; end: TurnEnd | undefined; prompts: string[] }[] = [];
  for (const line of lines) {
    if (!TELLING.test(line)) continue;
    const { timestamp, payload } = parseObject(line);
    const told = objectOf(payload);
    const at = Date.parse(textOf(timestamp) ?? "");
    if (Number.isNaN(at)) continue;
    const turn = turns.at(-1);
    if (told["type"] === "task_started") turns.push({ began: at, end: undefined, prompts: [] });
    else if (turn !== undefined && turn.end === undefined) {
      turn.end = endOf(told, turn.prompts[0], at);
      turn.prompts.push(...promptsOf(told));
    }
  }
  return turns;
}

function endOf(
  told: Readonly<Record<string, unknown>>,
  prompt: string | undefined,
  at: number,
): TurnEnd | undefined {
  const common = {
    source: "record",
    prompt,
    id: undefined,
    turn: textOf(told["turn_id"]),
    at,
  } as const;
  if (told["type"] === "turn_aborted")
    return { ...common, ...noAnswer(`its turn was ${textOf(told["reason"]) ?? "interrupted"}`) };
  if (told["type"] !== "task_complete") return undefined;
  const failure = textOf(objectOf(told["error"])["message"]);
  if (failure !== undefined) return { ...common, ...noAnswer(`its turn failed: ${failure}`) };
  const answer = textOf(told["last_agent_message"]);
  return { ...common, ...(answer === undefined ? noAnswer(NONE) : answerOf(answer)) };
}

const NONE = "its turn ended without an answer";

/** Versions tell a prompt in different events. */
function promptsOf(told: Readonly<Record<string, unknown>>): string[] {
  const item = told["type"] === "item_completed" ? objectOf(told["item"]) : told;
  const isUsers = item["type"] === "UserMessage" || item["role"] === "user";
  if (told["type"] === "user_message") return [textOf(told["message"]) ?? ""];
  if (!isUsers || !Array.isArray(item["content"])) return [];
  return item["content"].flatMap((part) => textOf(objectOf(part)["text"]) ?? []);
}

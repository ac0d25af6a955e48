import { awaitAnswer, tellsAnswers, type Answered } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import { identify, isAlive } from "@mosaicstack/session-launcher";
import { runtimeOfAgent } from "../agent/runtime-of-agent.js";
import type { FleetContext } from "../context.js";
import type { AgentDelivery } from "../documents/deliveries.js";
import type { AskDocument } from "../documents/ask.js";
import { namingFolders } from "../files/naming-folder.js";
import { locateAgent } from "../status/locate-agents.js";
import { sendMessage } from "./send.js";
import { STARTING } from "./wake.js";

export interface AskOptions {
  /** Milliseconds from the request to the answer. Default half an hour, after which an agent that shows nothing is called stuck. */
  readonly timeoutMs?: number;
}

const HALF_AN_HOUR = 30 * 60 * 1000;

/** Sends one message, waits for the end of the turn that it began, and gives the answer that the runtime reports. Throws FleetError. */
export async function askAgent(
  fleet: FleetContext,
  agent: DesiredAgent,
  text: string,
  { timeoutMs = HALF_AN_HOUR }: AskOptions = {},
): Promise<AskDocument> {
  const since = Date.now();
  const [delivery] = await namingFolders(
    fleet,
    await sendMessage(fleet, [agent], text, { until: since + timeoutMs }),
  );
  if (delivery === undefined) throw new Error("a message without a delivery");
  const { id, outcome } = delivery;
  // It was being woken, or started by another sender: nothing was given, and nothing comes later
  const isLate = delivery.reason === STARTING && Date.now() - since >= timeoutMs;
  const end = isLate ? undefined : await endOf(fleet, agent, { delivery, text, since, timeoutMs });
  const { answer, source, reason } = end ?? { answer: null, source: null, reason: LATE[outcome] };
  return {
    version: 1,
    agent: agent.name,
    id,
    outcome: outcomeOf(end),
    answer,
    source,
    ms: Date.now() - since,
    ...(reason === undefined ? {} : { reason }),
  };
}

const LATE: Partial<Record<AgentDelivery["outcome"], string>> = {
  delivered: "the turn goes on, and may yet be answered",
  queued: "the message still waits for the end of another turn, and may yet be answered",
  refused: "it does not take input yet: the message was not sent",
};

function outcomeOf(end: Answered | undefined): AskDocument["outcome"] {
  if (end === undefined) return "waiting";
  if ("outcome" in end) return end.outcome;
  return end.answer === null ? "unanswered" : "answered";
}

interface Request {
  readonly delivery: AgentDelivery;
  readonly text: string;
  readonly since: number;
  readonly timeoutMs: number;
}

/** Undefined where the time is over. */
async function endOf(
  fleet: FleetContext,
  agent: DesiredAgent,
  { delivery, text, since, timeoutMs }: Request,
): Promise<Answered | undefined> {
  const { id, outcome } = delivery;
  if (outcome !== "delivered" && outcome !== "queued")
    return { outcome, answer: null, source: null, reason: delivery.reason ?? outcome };
  const runtime = await runtimeOfAgent(agent, fleet);
  if (!tellsAnswers(runtime)) return unreported(agent);
  const { channel, session } = await locateAgent(fleet, agent.name);
  const pid = session?.pane?.pid;
  const half = pid === undefined ? undefined : identify(pid);
  const message = { id, text, since, queued: outcome === "queued" };
  const options = {
    timeoutMs: timeoutMs - (Date.now() - since),
    // Where there is no /proc nothing is said
    isGone: () => half !== undefined && !isAlive(half),
  };
  return await awaitAnswer({ channel, runtime }, message, options);
}

function unreported({ name, runtime }: DesiredAgent): Answered {
  const reason =
    `it was delivered; \`${runtime}\` reports no answers: look at ` +
    `\`mosaic-fleet screen ${name}\` or \`mosaic-fleet logs ${name}\``;
  return { answer: null, source: null, reason };
}

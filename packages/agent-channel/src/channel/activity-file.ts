import { join } from "node:path";
import { NotOurs } from "@mosaicstack/outside-files";
import { readInChannel, type AgentChannel } from "./agent-channel.js";
import { caps } from "./caps.js";

/** Words of the Program Status Protocol, and `starting`. */
export type ActivityState =
  "starting" | "idle" | "working" | "blocked" | "done" | "error" | "unknown";
export type BlockedKind = "permission" | "question" | "auth" | "quota";

/** What was written last about what an agent does. */
export interface ActivityRecord {
  readonly state: ActivityState;
  readonly source: "hook" | "stream" | "native" | "record" | "launcher";
  /** Why it is blocked. */
  readonly kind?: BlockedKind;
  /** When a quota ends, where that is known. */
  readonly until?: Date;
  /** One line for people, from outside. */
  readonly message?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The `activity` of a channel; undefined where there is none, or none that can be understood. */
export function readActivityRecord(channel: AgentChannel): ActivityRecord | undefined {
  const told = lookAtActivity(channel);
  return told !== undefined && "state" in told ? told : undefined;
}

/** Why there is no record where something stands. */
export interface NoActivity {
  /** `activity is a FIFO`. */
  readonly reason: string;
  /** It could be read, and says nothing that is known. */
  readonly isRead: boolean;
}

/** The same, and what is in the way; undefined where there is no `activity`. */
export function lookAtActivity({ folder }: AgentChannel): ActivityRecord | NoActivity | undefined {
  try {
    const content = readInChannel(folder, "activity", caps.activity);
    if (content === undefined) return undefined;
    const record = parseActivity(content.text, content.at);
    return record ?? { reason: "activity holds no state that is known", isRead: true };
  } catch (error) {
    const { path, what } = error instanceof NotOurs ? error : faultOf(error);
    const name = path === undefined || path === join(folder, "activity") ? "activity" : path;
    return { reason: `${name} is ${what}`, isRead: false };
  }
}

function faultOf(error: unknown): { readonly path?: string; readonly what: string } {
  return { what: `not to be read: ${error instanceof Error ? error.message : String(error)}` };
}

const states: readonly ActivityState[] = [
  "starting",
  "idle",
  "working",
  "blocked",
  "done",
  "error",
  "unknown",
];
const sources = ["hook", "stream", "native", "record", "launcher"] as const;
const kinds: readonly BlockedKind[] = ["permission", "question", "auth", "quota"];

function parseActivity(text: string, at: number): ActivityRecord | undefined {
  const lines = text.split("\n").map((line) => line.split(/=(.*)/s, 2) as [string, string?]);
  const values = new Map(lines.map(([key, value]) => [key, value ?? ""]));
  const state = states.find((each) => each === values.get("state"));
  const source = sources.find((each) => each === values.get("source"));
  if (state === undefined || source === undefined) return undefined;
  const kind = kinds.find((each) => each === values.get("kind"));
  const until = values.get("until");
  const message = values.get("message");
  return {
    state,
    source,
    at,
    ...(state === "blocked" && kind !== undefined ? { kind } : {}),
    ...(until !== undefined && /^\d{1,12}$/.test(until)
      ? { until: new Date(Number(until) * 1000) }
      : {}),
    ...(message ? { message } : {}),
  };
}

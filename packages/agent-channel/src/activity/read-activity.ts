import type { ActivityRecord, ActivityState, BlockedKind } from "../channel/activity-file.js";
import { lookAtActivity } from "../channel/activity-file.js";
import type { AgentChannel } from "../channel/agent-channel.js";
import type { Runtime } from "@mosaicstack/runtimes";

/** What an agent does, where that is known from, and how old the news are. A guess is never shown as known. */
export interface Activity {
  readonly state: ActivityState;
  /** `output`: nothing is known but when it printed last; `none`: not even that. */
  readonly source: ActivityRecord["source"] | "title" | "output" | "none";
  /** Milliseconds. */
  readonly ageMs: number | null;
  /** Why it is blocked. */
  readonly kind?: BlockedKind;
  /** When a quota ends, ISO 8601 UTC. */
  readonly until?: string;
  /** One line for people, from outside. */
  readonly message?: string;
  /**
   * Why its own word is not known, where something stands in its place: `activity is a FIFO`. The state is `unknown` then,
   * unless that could be read, says nothing, and the title does.
   */
  readonly reason?: string;
  /** It works, and neither event nor output came for longer than its runtime usually takes. */
  readonly stuck?: true;
}

/** What is seen of an agent from outside its channel. */
export interface ActivityView {
  /** Undefined: a plain command. */
  readonly runtime: Pick<Runtime, "state" | "title" | "ready" | "stuckMs"> | undefined;
  /** Undefined: nothing of ours runs beside it. */
  readonly channel: AgentChannel | undefined;
  /** Title of its pane. */
  readonly title?: string | undefined;
  /** When it printed last, milliseconds since the epoch. */
  readonly outputAt?: number | undefined;
  /** Whether something reads the output of its pane. */
  readonly piped?: boolean | undefined;
  /** Milliseconds since the epoch. Default the clock. */
  readonly now?: number | undefined;
}

/** What a running agent does now, from its channel and its pane's title; its screen is not looked at. */
export function readActivity(view: ActivityView): Activity {
  const now = view.now ?? Date.now();
  const age = (at: number): number => Math.max(0, Math.round(now - at));
  const record = view.channel === undefined ? undefined : lookAtActivity(view.channel);
  const missing = record !== undefined && "reason" in record ? record : undefined;
  const told = record !== undefined && "state" in record ? believed(view, record, age) : undefined;
  const titled = missing?.isRead === false ? undefined : fromTitle(view);
  // Some turns end without an event (interrupted, failed); then the title, which is always of now, is nearer the truth. Who
  // works paints: so a title that never changes is not believed.
  const quiet = view.outputAt === undefined ? 0 : age(view.outputAt);
  if (told?.state === "working" && titled === "idle" && Math.min(age(told.at), quiet) > 5000)
    return { state: "idle", source: "title", ageMs: null };
  if (told !== undefined) return { ...told.shown, ...stuck(view, told, age) };
  if (titled !== undefined) return { state: titled, source: "title", ageMs: null };
  const reason = missing === undefined ? {} : { reason: missing.reason };
  return view.outputAt === undefined
    ? { state: "unknown", source: "none", ageMs: null, ...reason }
    : { state: "unknown", source: "output", ageMs: age(view.outputAt), ...reason };
}

interface Told {
  readonly state: ActivityState;
  readonly at: number;
  readonly shown: Activity;
}

function believed(
  view: ActivityView,
  record: ActivityRecord,
  age: (at: number) => number,
): Told | undefined {
  const { state, source, at, kind, until, message } = record;
  // Nobody reads its records any more.
  if ((source === "stream" || source === "record") && view.piped === false) return undefined;
  if (source === "launcher") {
    // It says that the program was started. Whoever tells nothing himself is not `starting` for ever.
    const { state: sources = [], ready } = view.runtime ?? {};
    const speaks = sources.length > 0 && fromTitle(view) === undefined;
    if (!speaks || age(at) > (ready?.deadlineMs ?? 0)) return undefined;
  }
  const shown = {
    state,
    source,
    ageMs: age(at),
    ...(kind === undefined ? {} : { kind }),
    ...(until === undefined ? {} : { until: until.toISOString() }),
    ...(message === undefined ? {} : { message }),
  };
  return { state, at, shown };
}

function fromTitle({ runtime, title = "" }: ActivityView): "idle" | "working" | undefined {
  const { idle = null, working = null } = runtime?.title ?? {};
  if (working !== null && new RegExp(working, "u").test(title)) return "working";
  return idle !== null && new RegExp(idle, "u").test(title) ? "idle" : undefined;
}

function stuck(
  { runtime, outputAt }: ActivityView,
  told: Told,
  age: (at: number) => number,
): { stuck?: true } {
  const quiet = Math.min(age(told.at), outputAt === undefined ? Infinity : age(outputAt));
  const limit = runtime?.stuckMs ?? Infinity;
  return told.state === "working" && quiet > limit ? { stuck: true } : {};
}

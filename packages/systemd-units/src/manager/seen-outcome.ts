import type { JobOutcome, JobVerb } from "./user-manager.js";

/** What is asked of a unit after a call that failed, to see what became of it (systemctl(1), `show`). */
export const SEEN = [
  "LoadState",
  "ActiveState",
  "UnitFileState",
  "Result",
  "Job",
  "ConditionResult",
  "AssertResult",
  "ConditionTimestampMonotonic",
  "InactiveExitTimestampMonotonic",
  "ActiveEnterTimestampMonotonic",
] as const;

export type Seen = Readonly<Record<(typeof SEEN)[number], string>>;

export interface Looked {
  /** When the call began and when the unit was looked at, in microseconds of CLOCK_MONOTONIC, as systemd has them. */
  readonly since: number;
  readonly until: number;
  /** The jobs were to be queued only. */
  readonly noBlock: boolean;
  /** Whether systemctl's words were all known, so that its silence about this unit means something. */
  readonly understood: boolean;
}

/**
 * What became of a unit of which systemctl did not complain, by what is seen of it; `undefined` where that does not show.
 * Nothing is `done` for the mere want of a complaint. A clock other than ours shows nothing: no time of its falls between ours.
 */
export function seenOutcome(verb: JobVerb, seen: Seen, looked: Looked): JobOutcome | undefined {
  const isMissing = seen.LoadState === "not-found" && !looked.understood;
  return isMissing && UNDOING.has(verb) ? "not-found" : JUDGES[verb](seen, looked);
}

/** Why a unit failed of which systemctl said nothing that is known. */
export function seenFailure(seen: Seen): JobOutcome {
  if (seen.LoadState === "not-found" || seen.LoadState === "masked") return seen.LoadState;
  return seen.ActiveState === "failed" && seen.Result === "timeout" ? "timeout" : "failed";
}

type Judge = (seen: Seen, looked: Looked) => JobOutcome | undefined;

/** Verbs to which a unit that is not there looks as if they had done their work. */
const UNDOING: ReadonlySet<JobVerb> = new Set<JobVerb>(["stop", "disable", "reset-failed"]);

const JUDGES: Readonly<Record<JobVerb, Judge>> = {
  start: (seen, looked) => (isActive(seen) && seen.Job === "" ? "done" : started(seen, looked)),
  stop: stopped,
  restart: restarted,
  "reload-or-restart": restarted,
  "try-restart": (seen, looked) => {
    const wasDown = isDown(seen) && !within(seen.InactiveExitTimestampMonotonic, looked);
    if (!wasDown || seen.Job !== "") return restarted(seen, looked);
    return seen.LoadState === "not-found" ? undefined : "done";
  },
  reload: (seen, looked) => (isActive(seen) && looked.understood ? "done" : queued(seen, looked)),
  "reset-failed": ({ ActiveState }) => (ActiveState === "failed" ? undefined : "done"),
  enable: ({ UnitFileState }) => (ENABLED.has(UnitFileState) ? "done" : undefined),
  disable: ({ UnitFileState }) => (/^(?:enabled|bad)/.test(UnitFileState) ? undefined : "done"),
};

/** What `enable` leaves behind; `static` and `generated` units have nothing that could be linked. */
const ENABLED = new Set(
  "enabled enabled-runtime alias indirect static generated transient linked linked-runtime".split(
    " ",
  ),
);

/** A job that was only to be queued is done with that. */
function queued({ Job, ActiveState }: Seen, looked: Looked): JobOutcome | undefined {
  const isQueued = looked.understood || Job !== "" || ActiveState === "activating";
  return looked.noBlock && isQueued ? "done" : undefined;
}

function stopped(seen: Seen, { noBlock }: Looked): JobOutcome | undefined {
  if (noBlock && (seen.Job !== "" || seen.ActiveState === "deactivating")) return "done";
  return isDown(seen) && seen.Job === "" ? "done" : undefined;
}

function restarted(seen: Seen, looked: Looked): JobOutcome | undefined {
  if (!isActive(seen) || seen.Job !== "") return started(seen, looked);
  const fresh = looked.understood || within(seen.ActiveEnterTimestampMonotonic, looked);
  return fresh ? "done" : undefined;
}

/** Of a unit that is not active: it ran and ended, it failed, its conditions kept it from running, or nothing happened. */
function started(seen: Seen, looked: Looked): JobOutcome | undefined {
  if (seen.Job !== "" || looked.noBlock) return queued(seen, looked);
  if (within(seen.ConditionTimestampMonotonic, looked)) {
    if (seen.ConditionResult === "no") return "done";
    if (seen.AssertResult === "no") return "assert";
  }
  const ran = within(seen.InactiveExitTimestampMonotonic, looked);
  if (seen.ActiveState === "failed") return ran ? seenFailure(seen) : undefined;
  if (seen.LoadState !== "loaded") return undefined;
  if (looked.understood) return "done";
  if (!ran) return undefined;
  // Between two attempts of `Restart=`, or on its way down: whether its start was done only systemctl could have told.
  return seen.ActiveState === "inactive" && seen.Result === "success" ? "done" : seenFailure(seen);
}

function isActive({ ActiveState }: Seen): boolean {
  return ["active", "reloading", "refreshing"].includes(ActiveState);
}

function isDown({ ActiveState }: Seen): boolean {
  return ActiveState === "inactive" || ActiveState === "failed";
}

function within(timestamp: string, { since, until }: Looked): boolean {
  const at = Number(timestamp);
  return at >= since && at <= until;
}

import { setTimeout as sleep } from "node:timers/promises";
import { MOST_REPEATS, PAUSE_MS } from "./again-while-lost.js";
import { SystemdError } from "../systemd-error.js";
import { readJobWords, type JobWords } from "./job-words.js";
import type { RunResult } from "./run.js";
import { seenFailure, seenOutcome, type Seen } from "./seen-outcome.js";
import { Slots } from "./slots.js";
import type { JobOutcome, JobVerb, UnitJobResult } from "./user-manager.js";

export interface JobTools {
  /** One call of systemctl for all these units, within so many milliseconds. */
  readonly systemctl: (
    verb: JobVerb,
    units: readonly string[],
    deadlineMs: number,
  ) => Promise<RunResult>;
  /** What is seen of units now. Throws where no manager answers. */
  readonly look: (units: readonly string[]) => Promise<ReadonlyMap<string, Seen>>;
  readonly noBlock: boolean;
  /** For all calls of one batch together. */
  readonly deadlineMs: number;
}

/**
 * One verb for several units. After a call that failed they are looked at, and what was not done of it is asked for again without the
 * units that stood in its way, so that a broken unit costs nobody but itself.
 */
export class JobBatch {
  readonly #verb: JobVerb;
  readonly #tools: JobTools;
  readonly #end: number;
  readonly #results = new Map<string, UnitJobResult>();
  readonly #slots = new Slots(8);

  constructor(verb: JobVerb, tools: JobTools) {
    this.#verb = verb;
    this.#tools = tools;
    this.#end = performance.now() + tools.deadlineMs;
  }

  /** What became of each. Throws `Timeout`, and what the tools throw. */
  async run(units: readonly string[]): Promise<ReadonlyMap<string, UnitJobResult>> {
    await this.#call([...new Set(units)], 0);
    return this.#results;
  }

  async #call(units: readonly string[], repeats: number): Promise<void> {
    const { noBlock, systemctl, look } = this.#tools;
    const since = monotonicMicroseconds();
    const answer = await this.#slots.use(async () => systemctl(this.#verb, units, this.#left()));
    // systemctl waits for the manager's word about every single job, and ends with 0 only where each was `done`, or needless.
    if (answer.exitCode === 0) {
      for (const unit of units) this.#tell(unit, "done");
      return;
    }
    const words = readJobWords(answer.stderr, units);
    const seen = await look(units);
    const looked = { since, until: monotonicMicroseconds(), noBlock };
    const open: string[] = [];
    for (const unit of units) {
      const complaint = words.complaints.find((one) => one.unit === unit);
      const row = seen.get(unit);
      // What failed alone failed itself, in whatever state it is; but not where only the wait for it was cut short.
      const isJudged = row !== undefined && !words.refused && (units.length > 1 || words.lost);
      const outcome =
        complaint?.outcome ??
        (isJudged
          ? seenOutcome(this.#verb, row, { ...looked, understood: words.understood })
          : undefined);
      const detail = complaint?.line ?? described(words, row, answer.exitCode);
      if (outcome !== undefined) this.#tell(unit, outcome, detail);
      else if (units.length > 1 || (words.lost && repeats < MOST_REPEATS)) open.push(unit);
      else this.#tell(unit, row === undefined ? "failed" : seenFailure(row), detail);
    }
    await this.#callAgain(open, words, units.length, repeats);
  }

  /** In parts smaller than the call before; as it was where the wait was cut short, as by `daemon-reexec`. */
  async #callAgain(
    open: readonly string[],
    words: JobWords,
    before: number,
    repeats: number,
  ): Promise<void> {
    if (open.length === 0) return;
    if (words.lost && repeats < MOST_REPEATS) {
      await sleep(PAUSE_MS);
      return this.#call(open, repeats + 1);
    }
    const alone = open.filter((unit) => words.named.includes(unit));
    const rest = open.filter((unit) => !alone.includes(unit));
    const middle = Math.ceil(rest.length / 2);
    const parts = [
      // Where none is to blame by name, one half or the other holds the one that is.
      ...(rest.length === before ? [rest.slice(0, middle), rest.slice(middle)] : [rest]),
      ...alone.map((unit) => [unit]),
    ].filter((part) => part.length > 0);
    // Side by side where each call waits for its jobs, so that all start at once as they would have; else in order.
    if (this.#tools.noBlock || !WAITING.has(this.#verb))
      for (const part of parts) await this.#call(part, repeats);
    else await allOf(parts.map(async (part) => this.#call(part, repeats)));
  }

  #tell(unit: string, outcome: JobOutcome, detail?: string): void {
    const why = outcome === "done" || detail === undefined ? {} : { detail };
    this.#results.set(unit, { verb: this.#verb, unit, outcome, ...why });
  }

  #left(): number {
    const left = this.#end - performance.now();
    if (left > 0) return left;
    throw new SystemdError(
      "Timeout",
      `\`systemctl --user ${this.#verb}\` for several units was not over within ${String(this.#tools.deadlineMs / 1000)} s; some may not have been asked for at all, so look at the state before asking again`,
    );
  }
}

/** Verbs whose call waits for a job. */
const WAITING: ReadonlySet<JobVerb> = new Set<JobVerb>([
  "start",
  "stop",
  "restart",
  "try-restart",
  "reload",
  "reload-or-restart",
]);

/** CLOCK_MONOTONIC, as in systemd's `…TimestampMonotonic`. */
function monotonicMicroseconds(): number {
  return Number(process.hrtime.bigint() / 1000n);
}

/** Waits for all, then throws the first error: nothing is still running when it does. */
async function allOf(tasks: readonly Promise<void>[]): Promise<void> {
  for (const settled of await Promise.allSettled(tasks))
    if (settled.status === "rejected") throw settled.reason;
}

function described(words: JobWords, row: Seen | undefined, exitCode: number): string {
  const said = words.lines.join(" ");
  // systemctl's own sentence, though it names no unit: `Failed to enable unit: …`.
  if (said.startsWith("Failed to ")) return said;
  const state = row === undefined ? "" : `; the unit is ${row.LoadState}, ${row.ActiveState}`;
  return `systemctl ended with ${String(exitCode)} and said: ${said || "nothing"}${state}`;
}

import type { Client } from "../transport/client.js";
import type { Command } from "../transport/command.js";
import type { TmuxError } from "../values/error.js";

/** What became of the commands of one line. */
export interface LineResult {
  /** What each command wrote that was carried out; tmux stops at the first that fails. */
  readonly outputs: readonly Buffer[];
  /** Of the command that failed, if one did. */
  readonly error: TmuxError | undefined;
}

/** One piece of work for `batch()`. Make it with `steps`. */
export interface Step<T> {
  /** Refuses what cannot be sent. Throws TmuxError. */
  readonly plan: (client: Client) => StepPlan<T>;
}

export interface StepPlan<T> {
  readonly shown: Command;
  /** Lines are independent of each other; within one tmux stops at the first command that fails. */
  readonly lines: readonly (readonly Command[])[];
  /** Throws TmuxError when the step has failed. */
  readonly read: (results: readonly LineResult[]) => T;
}

/**
 * What became of a step. `failed`: the error's `delivery` says whether part of it took effect.
 * `unknown`: the call broke off, so that it may have taken effect, or may yet.
 */
export type Outcome<T> =
  | { readonly status: "done"; readonly value: T }
  | { readonly status: "failed"; readonly error: TmuxError }
  | { readonly status: "unknown"; readonly error: TmuxError };

/** An outcome for each step, in order. */
export type Outcomes<S extends readonly Step<unknown>[]> = {
  readonly [K in keyof S]: S[K] extends Step<infer T> ? Outcome<T> : never;
};

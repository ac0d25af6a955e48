import type { CliAgent, Views } from "../views/views.js";
import { lifeOf } from "../views/views.js";
import type { Outcome } from "./rehearsal-document.js";

export interface Passed {
  readonly before: Views;
  readonly after: Views;
  /** What `status` told of it before. */
  readonly told: CliAgent | undefined;
  /** Of a task: that it is done is no loss. */
  readonly task: boolean;
  /** In between the person logged out, all ended, and logged in again. */
  readonly relogged: boolean;
}

/** What became of an agent between two moments. */
export function outcomeOf(agent: string, { before, after, told, task, relogged }: Passed): Outcome {
  const [then, now] = [lifeOf(before, agent), lifeOf(after, agent)];
  if (then === undefined) return mayRest(told, task) ? "off" : "away";
  if (now === undefined) return "away";
  if (relogged) return "at-login";
  return now.agent === then.agent && now.pane === then.pane ? "untouched" : "back";
}

/** The roster or its schedule keeps it stopped, or it is done. */
function mayRest(told: CliAgent | undefined, task: boolean): boolean {
  if (told?.desired === "stopped") return true;
  return task && told?.lifecycle === "inactive" && told.lastExit?.code === 0;
}

/** Why an agent is away, in the words of `status`. */
export function whyAway(told: CliAgent | undefined): string {
  if (told?.reason) return `${told.reason.message}. ${told.reason.remedy}`;
  if (told === undefined) return "`mosaic-fleet status` does not know it";
  return `it is ${told.lifecycle}, and nothing starts it again; \`mosaic-fleet up\` does`;
}

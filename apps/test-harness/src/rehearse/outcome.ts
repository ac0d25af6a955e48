import type { CliAgent, Views } from "../views/views.js";
import { lifeOf } from "../views/views.js";
import type { Outcome } from "./rehearsal-document.js";

/** What became of an agent between two moments. `relogged`: in between the person logged out, all ended, and logged in again. */
export function outcomeOf(agent: string, before: Views, after: Views, relogged: boolean): Outcome {
  const [then, now] = [lifeOf(before, agent), lifeOf(after, agent)];
  if (then === undefined) return "off";
  if (now === undefined) return "away";
  if (relogged) return "at-login";
  return now.agent === then.agent && now.pane === then.pane ? "untouched" : "back";
}

export interface Start {
  readonly before: Views;
  /** What `status` tells of it. */
  readonly told: CliAgent | undefined;
  readonly task: boolean;
}

/** It should run, and never came up: neither the roster nor its schedule keeps it stopped, and it is no task that is done. */
export function isMissing(agent: string, { before, told, task }: Start): boolean {
  if (lifeOf(before, agent) !== undefined || told?.desired === "stopped") return false;
  return !(task && told?.lifecycle === "inactive" && told.lastExit?.code === 0);
}

/** Why an agent never came up. */
export function whyMissing(agent: string, told: CliAgent | undefined): string {
  const known = told?.reason ? whyAway(told) : `\`mosaic-fleet why ${agent}\` tells more`;
  return `it did not come up. ${known}`;
}

/** Why an agent is away, in the words of `status`. */
export function whyAway(told: CliAgent | undefined): string {
  if (told?.reason) return `${told.reason.message}. ${told.reason.remedy}`;
  if (told === undefined) return "`mosaic-fleet status` does not know it";
  return `it is ${told.lifecycle}, and nothing starts it again; \`mosaic-fleet up\` does`;
}

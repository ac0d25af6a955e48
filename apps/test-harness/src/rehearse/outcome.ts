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

/** Why an agent is away, in the words of `status`. */
export function whyAway(told: CliAgent | undefined): string {
  if (told?.reason) return `${told.reason.message}. ${told.reason.remedy}`;
  if (told === undefined) return "`mosaic-fleet status` does not know it";
  return `it is ${told.lifecycle}, and nothing starts it again; \`mosaic-fleet up\` does`;
}

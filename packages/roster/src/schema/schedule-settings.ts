import { calendarProblem } from "../values/calendar.js";
import { quote } from "../values/quote.js";
import { line, rule } from "./leaf.js";
import type { ScheduleSettings } from "./roster.js";
import type { Shape } from "./shape.js";

/** A calendar expression of systemd, or `never`. Whether the time zone that it may name is there, only a machine knows. */
const calendar = rule(line().meta({ minLength: 1 }), (text) => {
  const found = text === "never" ? undefined : calendarProblem(text);
  if (found === undefined) return undefined;
  const message = `${quote(text)} is no calendar expression: ${found.problem}`;
  return { code: "bad-calendar", message, hint: `${found.hint ?? ""}, or \`never\`` };
});

/** When an agent is started, and when it is stopped. */
export const scheduleShape: Shape<ScheduleSettings> = {
  start: calendar
    .meta({
      description: "When it is started: a calendar expression of systemd (`man systemd.time`).",
      samples: ["Mon..Fri 08:00", "never"],
    })
    .optional(),
  stop: calendar
    .meta({ description: "When it is stopped.", samples: ["Mon..Fri 19:00", "never"] })
    .optional(),
};

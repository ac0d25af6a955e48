import { resolveFleet, type Diagnostic, type Roster } from "@mosaicstack/roster";
import { dueEdges } from "../status/due-edges.js";
import type { Environment } from "./paths.js";

/** What this machine's systemd does not read of the schedules, though it is well written: a time zone that is not there. */
export async function judgeCalendars(
  roster: Roster,
  { home, env }: { readonly home: string; readonly env: Environment },
): Promise<Diagnostic[]> {
  const { agents } = resolveFleet(roster, { home });
  const due = await dueEdges(env, agents);
  const found = new Map<string, Diagnostic>();
  for (const [index, { schedule = {} }] of agents.entries())
    for (const edge of ["start", "stop"] as const) {
      const text = schedule[edge];
      const refusal = text === undefined ? undefined : due.get(text)?.refusal;
      if (refusal === undefined) continue;
      const places = [`/agents/${index}/schedule/${edge}`, `/defaults/schedule/${edge}`];
      const at = places.find((place) => roster.positions.has(place));
      const range = roster.positions.get(at ?? "");
      if (at === undefined || range === undefined) continue;
      found.set(at, {
        code: "bad-calendar",
        severity: "error",
        message: `systemd of this machine does not read it: ${refusal}`,
        hint: "look at the time zone: `timedatectl list-timezones` shows which are there",
        file: roster.file,
        range,
      });
    }
  return [...found.values()];
}

import { join } from "node:path";
import type { DesiredAgent } from "@mosaicstack/roster";
import { agentSchedule } from "../supervisor/unit-names.js";
import type { WantedFile } from "../files/write-file.js";
import { sealed } from "./drop-in.js";

/** `50-roster.conf` of the timer of an agent with a schedule; none without one. */
export function scheduleDropIn(
  { name, schedule }: DesiredAgent,
  units: string,
): WantedFile | undefined {
  if (schedule === undefined) return undefined;
  const { start, stop } = schedule;
  const lines = [
    "[Unit]",
    // Which of the edges is which, for who applies them.
    ...(start === undefined ? [] : [`X-MosaicStart=${start}`]),
    ...(stop === undefined ? [] : [`X-MosaicStop=${stop}`]),
    "[Timer]",
    ...[start, stop].flatMap((edge) => (edge === undefined ? [] : [`OnCalendar=${edge}`])),
  ];
  const path = scheduleDropInFile(name, units);
  return { path, text: sealed(`${lines.join("\n")}\n`), mode: 0o644 };
}

/** `units` is the folder of the user's units. */
export function scheduleDropInFile(agent: string, units: string): string {
  return join(units, `${agentSchedule(agent)}.d`, "50-roster.conf");
}

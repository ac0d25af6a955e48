import type { DesiredAgent } from "@mosaicstack/roster";
import type { FleetContext } from "../context.js";
import { FleetError } from "../error.js";
import { dueEdges } from "../status/due-edges.js";

/**
 * Throws FleetError of an agent whose schedule nobody would keep: under `tmux` nothing looks at the clock, and it would run all the
 * time; what this machine's systemd does not read, as a time zone that it does not have, it leaves out without a word.
 */
export async function judgeSchedules(
  { supervisor, env }: FleetContext,
  agents: readonly DesiredAgent[],
): Promise<(agent: DesiredAgent) => void> {
  const isKept = supervisor.schedules !== undefined;
  const due = isKept ? await dueEdges(env, agents) : new Map();
  return ({ name, schedule = {}, sources }) => {
    for (const edge of ["start", "stop"] as const) {
      const text = schedule[edge];
      if (text === undefined) continue;
      const { file, line } = sources[`schedule.${edge}`] ?? {};
      const where = file === undefined ? "" : `${file}:${line}: `;
      const refuse = (message: string, remedy: string): never => {
        throw new FleetError("InvalidRoster", `${where}${message}`, { remedy });
      };
      if (!isKept)
        refuse(
          `the schedule of \`${name}\` needs the \`systemd\` supervisor, and this is \`${supervisor.kind}\``,
          "Take `schedule` out, or use `--supervisor systemd`.",
        );
      const refusal = due.get(text)?.refusal;
      if (refusal !== undefined)
        refuse(
          `\`schedule.${edge}\` of \`${name}\` is not read by systemd: ${refusal}`,
          `Try it with \`systemd-analyze calendar '…'\`.`,
        );
    }
  };
}

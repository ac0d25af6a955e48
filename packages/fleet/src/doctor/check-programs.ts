import { findProgram } from "@mosaicstack/agent-channel";
import type { FleetContext } from "../context.js";
import { namesIn } from "../files/names-in.js";
import { join } from "node:path";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** A program that is run for agents, beside their own. */
interface NeededProgram {
  readonly name: string;
  /** What is not done without it; half a sentence. */
  readonly without: string;
  readonly from: string;
  /** Whether no agent can be started without it. */
  readonly isVital?: true;
  /** Whether this fleet needs it. Default: each does. */
  readonly isWanted?: (fleet: FleetContext) => boolean;
}

const isUnderSystemd = ({ supervisor }: FleetContext): boolean => supervisor.kind === "systemd";

const programs: readonly NeededProgram[] = [
  ...["mkfifo", "mv", "rm", "tr"].map((name): NeededProgram => ({
    name,
    without: "no agent can be started",
    from: "coreutils",
    isVital: true,
  })),
  {
    name: "systemd-notify",
    without: "systemd is never told that an agent runs",
    from: "systemd",
    isVital: true,
    isWanted: isUnderSystemd,
  },
  { name: "grep", without: "no agent can be started", from: "grep", isVital: true },
  { name: "awk", without: "what agents say of themselves is not read", from: "awk, as mawk" },
  {
    name: "timeout",
    without: "no hook of yours is run",
    from: "coreutils",
    isWanted: ({ paths }) => namesIn(join(paths.config, "hooks"), paths).length > 0,
  },
  {
    name: "ps",
    without: "no agent is let sleep",
    from: "procps",
    isWanted: ({ desired }) => desired.agents.some(({ idle }) => idle !== undefined),
  },
];

/** What the launcher and the scripts beside it run, looked for on the PATH that agents get. */
export function checkPrograms(fleet: FleetContext): DoctorFinding[] {
  const { path } = fleet.supervisor;
  return programs
    .filter(({ name, isWanted }) => isWanted?.(fleet) !== false && !isThere(name, path))
    .map(({ name, without, from, isVital }) =>
      finding(
        "program-missing",
        `\`${name}\` is not on the agents' PATH: ${without}`,
        `Install ${from} with your package manager.`,
        { severity: isVital === true ? "error" : "warning" },
      ),
    );
}

function isThere(name: string, path: string): boolean {
  return findProgram(name, path) !== undefined;
}

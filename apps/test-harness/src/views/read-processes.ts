import { readFileSync } from "node:fs";
import { agentUnit, holderUnit } from "@mosaicstack/fleet";
import type { Sandbox, SandboxProcess } from "@mosaicstack/systemd-sandbox";
import type { ProcessRow, SupervisorName } from "./views.js";

/** Third view: whose process is whose, told by the cgroups under systemd, and under tmux by the marks that agents bear. */
export function readProcesses(
  sandbox: Sandbox,
  supervisor: SupervisorName,
): Map<string, ProcessRow[]> {
  const ownerOf = supervisor === "systemd" ? ownerByCgroup : ownerByMark;
  const units = new Map<string, ProcessRow[]>();
  for (const process of sandbox.processes()) {
    const unit = ownerOf(process);
    if (unit === undefined) continue;
    const { pid, parent, command } = process;
    const row = { pid, parent, command, marked: markOf(process) !== undefined };
    units.set(unit, [...(units.get(unit) ?? []), row]);
  }
  return units;
}

/** Sub-groups included. */
function ownerByCgroup({ cgroup }: SandboxProcess): string | undefined {
  return /(?:^|\/)(mosaic-[^/]+\.service)(?:\/|$)/.exec(cgroup)?.[1];
}

function ownerByMark(process: SandboxProcess): string | undefined {
  if (read(`/proc/${process.outsidePid}/comm`) === "tmux: server\n") return holderUnit;
  const mark = markOf(process);
  // FOLDER:SECRET; the folder's name begins with the agent's, which has no dot.
  const [, name] = /\/([^/.:]+)[^/:]*:[^:]*$/.exec(mark ?? "") ?? [];
  return name === undefined ? undefined : agentUnit(name);
}

/** What an agent and all that it starts bear in their environment; neither half of the launcher does. */
function markOf({ outsidePid }: SandboxProcess): string | undefined {
  const environment = read(`/proc/${outsidePid}/environ`)?.split("\0") ?? [];
  return environment.find((each) => each.startsWith("MOSAIC_RUN="));
}

/** `undefined` where the process has ended. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

import { readFileSync } from "node:fs";
import { agentUnit, defaultSocket, holderUnit } from "@mosaicstack/fleet";
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
    const { mark } = readEnvironment(process.outsidePid);
    const row = { pid, parent, command, marked: mark !== undefined };
    units.set(unit, [...(units.get(unit) ?? []), row]);
  }
  return units;
}

/** Sub-groups included. */
function ownerByCgroup({ cgroup }: SandboxProcess): string | undefined {
  return /(?:^|\/)(mosaic-[^/]+\.service)(?:\/|$)/.exec(cgroup)?.[1];
}

function ownerByMark({ outsidePid, command }: SandboxProcess): string | undefined {
  // A person may have another server, on another socket
  if (read(`/proc/${outsidePid}/comm`) === "tmux: server\n")
    return command.includes(defaultSocket) ? holderUnit : undefined;
  const { mark, socket } = readEnvironment(outsidePid);
  // An agent of another fleet may have the same name
  if (socket !== undefined && !socket.includes(`/${defaultSocket},`)) return undefined;
  // FOLDER:SECRET; the folder's name begins with the agent's, which has no dot.
  const [, name] = /\/([^/.:]+)[^/:]*:[^:]*$/.exec(mark ?? "") ?? [];
  return name === undefined ? undefined : agentUnit(name);
}

/** `mark`: what an agent and all that it starts bear in their environment, and neither half of the launcher does. */
function readEnvironment(outsidePid: number): { mark?: string; socket?: string } {
  const environment = read(`/proc/${outsidePid}/environ`)?.split("\0") ?? [];
  const find = (name: string): string | undefined =>
    environment.find((each) => each.startsWith(`${name}=`));
  const [mark, socket] = [find("MOSAIC_RUN"), find("TMUX")];
  return { ...(mark && { mark }), ...(socket && { socket }) };
}

/** `undefined` where the process has ended. */
function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

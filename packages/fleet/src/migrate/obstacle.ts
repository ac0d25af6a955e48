import { accessSync, constants, statSync } from "node:fs";
import { findProgram } from "@mosaicstack/agent-channel";
import type { DesiredAgent } from "@mosaicstack/roster";
import { wellKnownFolders } from "@mosaicstack/session-launcher";
import type { AgentLaunch } from "../agent/agent-launch.js";
import { commandOf, workdirOf } from "../agent/what-runs.js";
import type { FleetContext } from "../context.js";
import type { ReasonKind } from "../documents/reason.js";
import type { Located } from "../status/locate-agents.js";
import type { SessionsView } from "../status/sessions.js";
import { toldWhole } from "../why/reason.js";

/**
 * Why this agent could not be started where it is to live, as far as that can be known before; with what to do. An end of the old
 * one is not taken back, so all of it is asked first.
 */
export async function obstacleOf(
  fleet: FleetContext,
  { agent, launch, home }: { agent: DesiredAgent; launch: AgentLaunch | undefined; home: Located },
  { own, trouble }: { readonly own: SessionsView; readonly trouble: string | undefined },
): Promise<string | undefined> {
  if (trouble !== undefined) return trouble;
  if (launch === undefined) return "how it is started cannot be said";
  const files = folderTrouble(fleet, launch) ?? programTrouble(fleet, launch);
  if (files !== undefined) return files;
  const { name } = agent;
  if (!home.known)
    return `the tmux server on socket \`${home.socket ?? "default"}\` does not answer`;
  if (home.socket === fleet.socket && own.foreign.includes(name)) {
    const socket = fleet.socket ?? "default";
    return (
      `a session \`${name}\` on socket \`${socket}\` was not started by Mosaic Fleet: rename it ` +
      `(\`tmux -L ${socket} rename-session -t '=${name}' NEW\`)`
    );
  }
  return await unitTrouble(fleet, name, ["masked", "not-loadable"]);
}

/** Why systemd would not start its unit: of these kinds alone, for how its last life ended is no obstacle. */
export async function unitTrouble(
  { supervisor }: FleetContext,
  name: string,
  kinds: readonly ReasonKind[],
): Promise<string | undefined> {
  if (supervisor.kind === "tmux") return undefined;
  const reason = (await supervisor.why([name], undefined)).get(name);
  return reason !== undefined && kinds.includes(reason.kind) ? toldWhole(reason) : undefined;
}

function folderTrouble(fleet: FleetContext, { values }: AgentLaunch): string | undefined {
  const { value, trouble } = workdirOf(fleet, values);
  if (trouble !== undefined) return `${trouble.message}: ${trouble.remedy}`;
  try {
    if (!statSync(value).isDirectory()) return `its workdir ${value} is no folder`;
    accessSync(value, constants.X_OK);
    return undefined;
  } catch (error) {
    const why =
      (error as NodeJS.ErrnoException).code === "ENOENT"
        ? "is not there: create it"
        : "cannot be entered";
    return `its workdir ${value} ${why}, or correct \`workdir\``;
  }
}

/** Also of a command of the person's own, which the roster knows nothing of. */
function programTrouble(fleet: FleetContext, { agent, values }: AgentLaunch): string | undefined {
  const { value, trouble } = commandOf(agent, fleet, values);
  if (trouble !== undefined) return `${trouble.message}: ${trouble.remedy}`;
  const [program = ""] = value;
  const { env, paths } = fleet;
  // The launcher is put into place before anything starts, and looks in the same places.
  if (program === paths.script) return undefined;
  const folders = [env["PATH"] ?? "", paths.tools, ...wellKnownFolders(paths.home, env)];
  if (findProgram(program, folders.join(":")) !== undefined) return undefined;
  return `its program \`${program}\` is not found, or cannot be run: install it, or name another`;
}

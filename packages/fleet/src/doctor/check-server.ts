import { mkdir } from "node:fs/promises";
import { lstatSync } from "node:fs";
import { dirname } from "node:path";
import type { FleetContext } from "../context.js";
import { finding, mendable, type Found } from "./finding.js";
import { requireTmux } from "../supervisor/require-tmux.js";
import type { DoctorFinding } from "../documents/doctor.js";
import type { StatusDocument } from "../documents/status.js";

/** Whether the tmux server can be reached. */
export function checkServer(fleet: FleetContext, status: StatusDocument): Found[] {
  const { state, pid } = status.server;
  const who = `the tmux server${pid === null ? "" : ` (pid ${pid})`}`;
  if (state === "running") return checkHeld(status);
  if (state === "absent") return checkStale(fleet, status);
  if (state !== "not-answering" && state !== "socket-lost" && state !== "version-skew") return [];
  const said: Readonly<Record<typeof state, readonly [string, string]>> = {
    "not-answering": [
      `${who} does not answer`,
      pid === null
        ? "See whether it is stopped: `kill -CONT PID`."
        : `If it is stopped, \`kill -CONT ${pid}\` wakes it.`,
    ],
    "socket-lost": [
      `the socket of ${who} is gone`,
      `Run \`mosaic-fleet doctor --fix\`, or \`kill -USR1 ${pid}\`: tmux makes its socket again.`,
    ],
    "version-skew": [
      `${who} is of another version than the tmux on PATH`,
      "Put the old tmux on PATH, or bring the fleet down and up again when its agents can be spared.",
    ],
  };
  const found = finding(`server-${state}`, ...said[state]);
  // A person's own default server is never acted on.
  const isMendable = state === "socket-lost" && pid !== null && fleet.socket !== undefined;
  return [isMendable ? mendable(found, async () => await bringBack(fleet, pid)) : found];
}

/** A socket behind which nobody listens, where somebody should. */
function checkStale({ supervisor: { tmux } }: FleetContext, { agents }: StatusDocument): Found[] {
  const isMissed = agents.some(
    ({ desired, lifecycle }) => desired === "running" && lifecycle !== "active",
  );
  const stats = lstatSync(tmux.socketPath, { throwIfNoEntry: false });
  if (!isMissed || stats?.isSocket() !== true) return [];
  return [finding("server-socket-stale", `no tmux server listens on ${tmux.socketPath}`)];
}

/** Whether the server is of another version than the client that talks to it. */
export async function checkServerVersion(
  { env }: FleetContext,
  { server }: StatusDocument,
): Promise<DoctorFinding[]> {
  if (server.state !== "running" || server.version === null) return [];
  const { text } = await requireTmux(env);
  const client = text.replace(/^tmux /, "");
  if (client === server.version) return [];
  const what = `the tmux server (pid ${server.pid}) is ${server.version}, and the tmux on PATH ${client}`;
  return [finding("server-other-version", what)];
}

async function bringBack({ supervisor: { tmux } }: FleetContext, pid: number): Promise<void> {
  // Cleaners take the folder too, and tmux makes only the socket.
  await mkdir(dirname(tmux.socketPath), { recursive: true, mode: 0o700 });
  if (!(await tmux.server.recover(pid)))
    throw new Error(`process ${pid} did not make ${tmux.socketPath} again`);
}

/** Somebody's server on the fleet's socket, though units are installed that would hold one. */
function checkHeld({ agents, socket }: StatusDocument): Found[] {
  const [drift] = agents.flatMap((agent) => agent.drift.filter(({ kind }) => kind === "server"));
  if (drift === undefined) return [];
  return [
    finding(
      "server-not-held",
      `the fleet ${drift.message}`,
      `Save what runs there, end it (\`tmux -L ${socket ?? "default"} kill-server\`), then run \`mosaic-fleet up\`.`,
    ),
  ];
}

import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";
import type { StatusDocument } from "../documents/status.js";

/** Whether the tmux server can be reached. */
export function checkServer(status: StatusDocument): DoctorFinding[] {
  const { state, pid } = status.server;
  const who = `the tmux server${pid === null ? "" : ` (pid ${pid})`}`;
  if (state !== "not-answering" && state !== "socket-lost" && state !== "version-skew") return [];
  const said: Readonly<Record<typeof state, readonly [string, string, string]>> = {
    "not-answering": [
      `${who} does not answer`,
      "It is stopped or hung; agents live on, but nobody reaches them.",
      pid === null
        ? "See whether it is stopped: `kill -CONT PID`."
        : `If it is stopped, \`kill -CONT ${pid}\` wakes it.`,
    ],
    "socket-lost": [
      `the socket of ${who} is gone`,
      "Something removed the file, as cleaners of /tmp do; the sessions live on.",
      `Run \`kill -USR1 ${pid}\`: tmux makes its socket again.`,
    ],
    "version-skew": [
      `${who} is of another version than the tmux on PATH`,
      "An upgrade replaced the client under a running server; they cannot talk.",
      "Put the old tmux on PATH, or bring the fleet down and up again when its agents can be spared.",
    ],
  };
  return [finding(`server-${state}`, "error", ...said[state])];
}

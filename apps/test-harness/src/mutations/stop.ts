import { AGENT } from "./files.js";
import { add, drop, swap, type Edit, type Mutation } from "./mutation.js";

const stop = (command: string): Edit => add("Restart=always", `ExecStop=${command}`);
const TMUX = "/usr/bin/timeout 5 tmux";
const END = "kill-session -t =%i:";

/** What a person adds to an agent's unit for its start and its stop. */
export const stopMutations: readonly Mutation[] = [
  {
    id: "stop-by-prefix",
    says: "The stop of `cod` ends the session of `coder`",
    file: AGENT,
    edit: stop(`-${TMUX} -N -L mosaic-fleet kill-session -t %i`),
    caughtBy: { check: "MF402" },
  },
  {
    id: "stop-ends-server",
    says: "The stop of one agent ends the server of all",
    file: AGENT,
    edit: stop(`-${TMUX} -N -L mosaic-fleet kill-server`),
    caughtBy: { check: "MF305" },
  },
  {
    id: "stop-ends-default-server",
    says: "The stop of an agent ends the person's own tmux server",
    file: AGENT,
    edit: stop(`-${TMUX} -N kill-server`),
    caughtBy: { check: "MF301", also: ["MF305"] },
  },
  {
    id: "stop-founds-server",
    says: "The stop of an agent founds a server where none runs",
    file: AGENT,
    edit: stop(`-${TMUX} -L mosaic-fleet ${END}`),
    caughtBy: { check: "MF302" },
  },
  {
    id: "stop-may-not-fail",
    says: "A stop that finds no session any more makes the unit fail",
    file: AGENT,
    edit: stop(`${TMUX} -N -L mosaic-fleet ${END}`),
    caughtBy: { check: "MF403" },
  },
  {
    id: "stop-may-hang",
    says: "A stop waits for a server that is stopped",
    file: AGENT,
    edit: stop(`-/usr/bin/tmux -N -L mosaic-fleet ${END}`),
    caughtBy: { check: "MF403" },
  },
  {
    id: "stop-by-control-mode",
    says: "The stop attaches in control mode, which has ended servers",
    file: AGENT,
    edit: stop(`-${TMUX} -N -C -L mosaic-fleet ${END}`),
    caughtBy: { check: "MF309" },
  },
  {
    id: "stop-without-limit",
    says: "A stop waits for ever for an agent that does not end",
    file: AGENT,
    edit: swap("TimeoutStopSec=30", "TimeoutStopSec=infinity"),
    caughtBy: { check: "MF510" },
  },
  {
    id: "stop-default-limit",
    says: "A stop may take longer than a minute",
    file: AGENT,
    edit: drop("TimeoutStopSec=30"),
    caughtBy: { check: "MF510" },
  },
  {
    id: "start-founds-server",
    says: "The agent's unit founds the server, which ends with that agent",
    file: AGENT,
    edit: add("Restart=always", `ExecStartPre=-${TMUX} -L mosaic-fleet start-server`),
    caughtBy: { check: "MF302" },
  },
];

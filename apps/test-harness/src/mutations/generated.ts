import { dropIn, OWN } from "./files.js";
import { append, drop, remove, swap, type Mutation } from "./mutation.js";

const COD = dropIn("mosaic-agent@cod.service");
const EDGES = dropIn("mosaic-schedule@coder.timer");

/** What `apply` makes of a roster, and drop-ins that a person puts beside it. */
export const generatedMutations: readonly Mutation[] = [
  {
    id: "socket-for-agents-alone",
    says: "The roster's socket reaches the agents and not the holder",
    file: dropIn("mosaic-tmux-holder.service"),
    edit: remove,
    caughtBy: { check: "MF304" },
  },
  {
    id: "socket-for-holder-alone",
    says: "The template's drop-in has another socket than the holder's",
    file: dropIn("mosaic-agent@.service"),
    edit: swap("SOCKET=crew", "SOCKET=mosaic-fleet"),
    caughtBy: { check: "MF304" },
  },
  {
    id: "socket-of-one-agent",
    says: "One agent's drop-in names another socket",
    file: COD,
    edit: swap("SOCKET=crew", "SOCKET=crews"),
    caughtBy: { check: "MF304" },
  },
  {
    id: "workdir-gone",
    says: "The working directory of the roster is not there any more",
    file: COD,
    edit: swap('/work"', '/works"'),
    caughtBy: { check: "MF614" },
  },
  {
    id: "schedule-other-time",
    says: "A timer fires at another time than the one that is applied",
    file: EDGES,
    edit: swap("OnCalendar=Mon..Fri 18:00", "OnCalendar=Mon..Fri 19:00"),
    caughtBy: { check: "MF212" },
  },
  {
    id: "schedule-time-lost",
    says: "Nothing fires at the time when the agent is to stop",
    file: EDGES,
    edit: drop("OnCalendar=Mon..Fri 18:00"),
    caughtBy: { check: "MF212" },
  },
  {
    id: "drop-in-kills-nothing",
    says: "A drop-in undoes that a stop ends the agent",
    file: OWN,
    edit: append("KillMode=none"),
    caughtBy: { check: "MF502" },
  },
  {
    id: "drop-in-not-delegated",
    says: "A drop-in takes the agent's cgroup back",
    file: OWN,
    edit: append("Delegate=no"),
    caughtBy: { check: "MF505" },
  },
  {
    id: "drop-in-empties-command",
    says: "A drop-in empties what the unit runs, and names nothing new",
    file: OWN,
    edit: append("ExecStart="),
    caughtBy: { check: "MF515" },
  },
  {
    id: "drop-in-empties-env-files",
    says: "A drop-in empties the list of environment files",
    file: OWN,
    edit: append("EnvironmentFile="),
    caughtBy: { check: "MF525" },
  },
  {
    id: "drop-in-empties-statuses",
    says: "A drop-in empties the list of statuses that prevent a restart",
    file: OWN,
    edit: append("RestartPreventExitStatus="),
    caughtBy: { check: "MF507" },
  },
  {
    id: "drop-in-hears-nobody",
    says: "A drop-in has systemd hear nobody who says that the agent runs",
    file: OWN,
    edit: append("NotifyAccess=none"),
    caughtBy: { check: "MF506" },
  },
  {
    id: "drop-in-ends-hourly",
    says: "A drop-in ends the agent every hour",
    file: OWN,
    edit: append("RuntimeMaxSec=1h"),
    caughtBy: { check: "MF519" },
  },
  {
    id: "drop-in-binds",
    says: "A drop-in binds the agent to the holder",
    file: OWN,
    edit: append("[Unit]", "BindsTo=mosaic-tmux-holder.service"),
    caughtBy: { check: "MF203" },
  },
];

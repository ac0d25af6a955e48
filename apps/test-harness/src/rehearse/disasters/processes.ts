import { runningLife, runningServer } from "../../live/rehearsal.js";
import type { Disaster } from "../disaster.js";

export const agentCrash: Disaster = {
  id: "agent-crash",
  title: "one agent's program crashes",
  async strike({ fleet, running, before }) {
    fleet.kill(runningLife(before, fleet.random.pick(running)).agent);
  },
};

/** The kernel kills one process, mostly that with the most memory: an agent, not what keeps it. */
export const oom: Disaster = {
  id: "oom",
  title: "memory runs out, and the kernel kills the biggest agent",
  async strike({ fleet, running, before }) {
    const victim = runningLife(before, fleet.random.pick(running)).agent;
    for (const { pid, parent } of fleet.sandbox.processes())
      if (pid === victim || parent === victim) fleet.kill(pid);
  },
};

export const serverCrash: Disaster = {
  id: "server-crash",
  title: "the tmux server crashes, and all sessions with it",
  async strike({ fleet, before }) {
    fleet.kill(runningServer(before));
  },
};

import { runningLife, runningServer } from "../../live/rehearsal.js";
import type { Disaster } from "../disaster.js";

export const agentCrash: Disaster = {
  id: "agent-crash",
  title: "each agent's program crashes, one after the other",
  async strike({ fleet, running, before }) {
    for (const agent of fleet.random.shuffle(running))
      fleet.kill(runningLife(before, agent).agent, "SIGSEGV");
  },
};

/** The kernel kills the process with the most memory: mostly an agent, or what it has started. */
export const oom: Disaster = {
  id: "oom",
  title: "memory runs out, and the kernel kills one agent after the other",
  async strike({ fleet, running, before }) {
    for (const agent of fleet.random.shuffle(running)) {
      const victim = runningLife(before, agent).agent;
      for (const { pid, parent } of fleet.sandbox.processes())
        if (pid === victim || parent === victim) fleet.kill(pid);
    }
  },
};

export const serverCrash: Disaster = {
  id: "server-crash",
  title: "the tmux server crashes, and all sessions with it",
  async strike({ fleet, before }) {
    fleet.kill(runningServer(before));
  },
};

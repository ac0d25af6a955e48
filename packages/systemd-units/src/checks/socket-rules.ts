import { commandLines, faultAt } from "./fault.js";
import type { Rule } from "./finding.js";
import { tmuxCalls } from "./tmux-calls.js";

export const socketRules: readonly Rule[] = [
  {
    code: "MF301",
    severity: "error",
    what: "`kill-server` names its socket",
    why: "Without `-L` or `-S` it ends the person's own tmux server, with every session on it.",
    remedy:
      "Name the socket, as in `tmux -L mosaic-fleet kill-server`; better, let systemd end the server.",
    *check(unit) {
      for (const line of commandLines(unit))
        for (const call of tmuxCalls(line.value))
          if (call.command.includes("kill-server") && !call.namesSocket)
            yield faultAt(line, "`kill-server` runs without `-L` or `-S`");
    },
  },
  {
    code: "MF302",
    severity: "error",
    what: "Every tmux call of an agent has `-N`",
    why: "While the holder is away such a call starts a server of its own in the agent's cgroup, and the stop of that agent then ends sessions of others.",
    remedy: "Write `tmux -N …`; only the holder may start a server.",
    *check(unit) {
      if (unit.role !== "agent") return;
      for (const line of commandLines(unit))
        for (const call of tmuxCalls(line.value))
          if (!call.neverStarts)
            yield faultAt(line, `tmux is called without \`-N\` in \`${line.key}=\``);
    },
  },
  {
    code: "MF303",
    severity: "error",
    what: "The holder's server has a socket of its own",
    why: "On the default socket the fleet and the person share one server, and the stop of the holder ends the person's sessions.",
    remedy: "Start it as `tmux -D -L mosaic-fleet`.",
    *check(unit) {
      if (unit.role !== "holder") return;
      for (const line of unit.list("Service", "ExecStart"))
        for (const call of tmuxCalls(line.value))
          if (call.isServer && !call.namesSocket)
            yield faultAt(line, "The holder starts tmux without `-L` or `-S`");
    },
  },
];

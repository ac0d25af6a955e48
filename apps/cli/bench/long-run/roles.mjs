// Who is who in a fleet of canaries under systemd: by cgroup and command, as the process table tells.

const OF_AGENT = [
  ["pane half", /start-agent-session\.sh --pane /],
  ["agent", /start-agent-session\.sh --canary /],
  ["reader", /read-pane\.sh /],
  ["supervisor", /start-agent-session\.sh [a-z]/],
];

/** All of them, in the order in which they are shown. `helper`: what an agent or a reader runs for a moment. */
export const ROLES = [
  "manager",
  "bus",
  "server",
  "supervisor",
  "pane half",
  "reader",
  "agent",
  "helper",
];

/** `{ role, agent }`; role `undefined` is the sandbox's own, or a command that somebody has run. */
export function roleOf({ outsidePid, cgroup, command }, managerPid) {
  if (outsidePid === managerPid) return { role: "manager" };
  if (cgroup.endsWith("/dbus.service")) return { role: "bus" };
  if (cgroup.endsWith("/mosaic-tmux-holder.service"))
    return { role: command.startsWith("tmux ") ? "server" : "helper" };
  const [, agent] = /mosaic-agent@([^/]+)\.service$/.exec(cgroup) ?? [];
  if (agent === undefined) return {};
  const [role] = OF_AGENT.find(([, pattern]) => pattern.test(command)) ?? ["helper"];
  return { role, agent };
}

/** The processes of each agent by role, the oldest of a role first: a canary's own process is older than the one that beats for it. */
export function agentsOf(sandbox) {
  const found = new Map();
  const oldestFirst = sandbox.processes().toSorted((a, b) => a.startTime - b.startTime);
  for (const process of oldestFirst) {
    const { role, agent } = roleOf(process, sandbox.managerPid);
    if (agent === undefined || process.state === "Z") continue;
    const roles = found.get(agent) ?? {};
    (roles[role] ??= []).push(process);
    found.set(agent, roles);
  }
  return found;
}

/** Names a process for good: numbers are used again within an hour. */
export const identity = ({ pid, startTime }) => `${pid}:${startTime}`;

/** Whether all that an agent is made of is there. */
export const isWhole = (roles) =>
  roles !== undefined &&
  ["supervisor", "pane half", "reader", "agent"].every((role) => roles[role] !== undefined);

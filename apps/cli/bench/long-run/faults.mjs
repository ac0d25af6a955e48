// What happens to the fleet: each fault, and the wait until all is as before.
import { setTimeout as sleep } from "node:timers/promises";
import { agentsOf, identity, isWhole, roleOf } from "./roles.mjs";

/** Seconds that an agent or a fleet may take to be back. */
const PATIENCE = { agent: 120, fleet: 600 };
const STOPPED_MS = 3000;

/** By chance, each so often as its weight. */
export const FAULTS = [
  { kind: "agent killed", weight: 20, strike: async (it) => await killed(it, "agent") },
  { kind: "supervisor killed", weight: 15, strike: async (it) => await killed(it, "supervisor") },
  { kind: "pane half killed", weight: 15, strike: async (it) => await killed(it, "pane half") },
  { kind: "restarted", weight: 10, strike: restarted },
  { kind: "sent a message", weight: 25, strike: sent },
  { kind: "stopped for 3 s (SIGSTOP)", weight: 15, strike: stopped },
];

/** Not by chance alone: it ends every session. */
export const SERVER_KILLED = { kind: "tmux server killed", strike: serverKilled };

async function killed({ opened, agent }, role) {
  const old = agentsOf(opened.sandbox).get(agent);
  if (!opened.sandbox.signal(old[role][0], "SIGKILL")) throw new Error(`no ${role} to kill`);
  await back(opened, agent, old);
}

async function restarted({ opened, agent }) {
  const old = agentsOf(opened.sandbox).get(agent);
  await opened.fleet("--yes", "--quiet", "restart", agent);
  await back(opened, agent, old);
}

async function sent({ opened, agent, at }) {
  const text = `message ${at}: tell what you hear`;
  const { deliveries } = JSON.parse(await opened.fleet("--json", "send", agent, text));
  const [{ outcome, reason }] = deliveries;
  if (outcome !== "delivered") throw new Error(`${outcome}: ${reason}`);
}

async function stopped({ opened, agent }) {
  const canary = agentsOf(opened.sandbox).get(agent).agent[0];
  opened.sandbox.signal(canary, "SIGSTOP");
  await sleep(STOPPED_MS);
  if (!opened.sandbox.signal(canary, "SIGCONT")) throw new Error("it ended while it was stopped");
}

async function serverKilled({ opened }) {
  const { sandbox, count } = opened;
  const old = agentsOf(sandbox);
  const server = sandbox
    .processes()
    .find((each) => roleOf(each, sandbox.managerPid).role === "server");
  if (server === undefined || !sandbox.signal(server, "SIGKILL"))
    throw new Error("no server to kill");
  const names = Array.from({ length: count }, (_, at) => `agent-${at}`);
  await until(PATIENCE.fleet, () => {
    const now = agentsOf(sandbox);
    return names.every((name) => isAnew(now.get(name), old.get(name)));
  });
}

/** Until the agent is whole, and another one than before. */
async function back({ sandbox }, agent, old) {
  await until(PATIENCE.agent, () => isAnew(agentsOf(sandbox).get(agent), old));
}

/** Whole, and of what the agent itself was nothing is left. */
function isAnew(now, old) {
  if (!isWhole(now)) return false;
  const gone = new Set(old.agent.map(identity));
  return now.agent.every((each) => !gone.has(identity(each)));
}

async function until(seconds, condition) {
  const end = performance.now() + 1000 * seconds;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`not back within ${seconds} s`);
    await sleep(250);
  }
}

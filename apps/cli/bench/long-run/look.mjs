// What a fleet takes at one moment, by role: processes, threads, memory, descriptors; and files and bytes of its folders.
import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { ownMemoryOf, pssOf } from "../../../../tools/bench/measure/memory.mjs";
import { agentsOf, identity, isWhole, roleOf, ROLES } from "./roles.mjs";

/** They grow up to a size of their own, and then begin anew. */
const LOGS = /^(events|transcript|deliveries)(\.1)?$/;

/**
 * Waits until every agent is whole, and nobody who stays has come or gone for a second: states that can be compared. Throws after `patienceMs`,
 * with who is missing.
 */
export async function equalState({ sandbox, count }, patienceMs) {
  const end = performance.now() + patienceMs;
  let last = "";
  let missing = [];
  while (performance.now() < end) {
    const agents = agentsOf(sandbox);
    missing = Array.from({ length: count }, (_, at) => `agent-${at}`).filter(
      (name) => !isWhole(agents.get(name)),
    );
    const stay = sandbox
      .processes()
      .filter((each) => !["helper", undefined].includes(roleOf(each, sandbox.managerPid).role))
      .map(identity)
      .join();
    if (missing.length === 0 && stay === last) return;
    last = stay;
    await sleep(1000);
  }
  throw new Error(
    missing.length === 0 ? "processes come and go" : `not whole: ${missing.join(" ")}`,
  );
}

/** `{ "server, memory": 1234, … }`: memory in kB of PSS, own memory without what is of files. */
export function look(sandbox) {
  const found = Object.fromEntries(ROLES.map((role) => [role, []]));
  for (const process of sandbox.processes()) {
    const { role } = roleOf(process, sandbox.managerPid);
    if (role !== undefined && process.state !== "Z") found[role].push(process.outsidePid);
  }
  const seen = {};
  // What lives for a moment is there or not by chance.
  for (const role of ROLES.filter((each) => each !== "helper")) {
    const pids = found[role];
    seen[`${role}, processes`] = pids.length;
    seen[`${role}, threads`] = sum(pids, threadsOf);
    seen[`${role}, memory`] = pssOf(pids);
    seen[`${role}, own memory`] = ownMemoryOf(pids);
    seen[`${role}, descriptors`] = sum(pids, descriptorsOf);
  }
  return { ...seen, ...folders(sandbox) };
}

/** The runtime folder is the sandbox's own; the outside sees it through its manager. */
function folders({ home, managerPid, runtimeDirectory }) {
  const runtime = files(join(`/proc/${managerPid}/root`, runtimeDirectory, "mosaic-fleet"));
  const state = files(join(home, ".local/state/mosaic/fleet"));
  const logs = state.filter(({ name }) => LOGS.test(name));
  const rest = state.filter(({ name }) => !LOGS.test(name));
  const bytes = (list) => list.reduce((all, { size }) => all + size, 0);
  return {
    "runtime folder, files": runtime.length,
    "runtime folder, bytes": bytes(runtime),
    "state folder without logs, files": rest.length,
    "state folder without logs, bytes": bytes(rest),
    "logs in the state folder, files": logs.length,
    "logs in the state folder, bytes": bytes(logs),
  };
}

/** All below a folder that are none; who goes meanwhile is not there. */
function files(folder) {
  const entries = attempt(() => readdirSync(folder, { withFileTypes: true }), []);
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return files(path);
    const size = attempt(() => lstatSync(path).size, undefined);
    return size === undefined ? [] : [{ name: entry.name, size }];
  });
}

const threadsOf = (pid) =>
  attempt(
    () => Number(/^Threads:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]),
    0,
  );
const descriptorsOf = (pid) => attempt(() => readdirSync(`/proc/${pid}/fd`).length, 0);
const sum = (pids, figure) => pids.reduce((all, pid) => all + figure(pid), 0);

function attempt(read, otherwise) {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

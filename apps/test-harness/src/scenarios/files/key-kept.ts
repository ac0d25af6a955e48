import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { agentUnit } from "@mosaicstack/fleet";
import { runningLife, runningServer, type Rehearsal } from "../../live/rehearsal.js";
import { hold } from "../../live/scenario-failure.js";
import type { Scenario } from "../../live/scenario.js";
import { launcherPath } from "../../stage/launcher-path.js";
import { readProcesses } from "../../views/read-processes.js";
import type { Views } from "../../views/views.js";
import { PAIR, PAIR_RUNS } from "../pair.js";

/** No other bytes of a sandbox are as these. */
const KEYS: Readonly<Record<string, string>> = {
  cod: "key-86127-of-cod",
  coder: "key-86128-of-coder",
};
const OF_CALLER = "key-86129-of-caller";
const OF_MANAGER = "key-86130-of-manager";
/** Words between the manager and the supervisor, with which an agent could speak for its unit. */
const BETWEEN = /^(?:NOTIFY_SOCKET|INVOCATION_ID|RUNTIME_DIRECTORY|MOSAIC_ROSTER_\w+)=/m;

export const keyKept: Scenario = {
  id: "key-kept",
  title:
    "an agent's key is in its own environment alone: in no argument, file, server or neighbour",
  async run(fleet) {
    const { home } = fleet.sandbox;
    const folder = join(home, ".config", "mosaic", "fleet", "agents");
    await fleet.writeRoster({ agents: PAIR });
    await mkdir(folder, { recursive: true });
    for (const [name, key] of Object.entries(KEYS))
      await writeFile(join(folder, `${name}.env`), `KEY=${key}\n`, { mode: 0o600 });
    if (fleet.supervisor === "systemd")
      await fleet.run("systemctl", "--user", "set-environment", `MANAGERS=${OF_MANAGER}`);
    const views = await start(fleet, { CALLERS: OF_CALLER });

    for (const key of [...Object.values(KEYS), OF_CALLER, OF_MANAGER]) {
      const bearers = bearersOf(fleet, "cmdline", key);
      hold(bearers.length === 0, `\`${key}\` is an argument of ${tell(bearers)}`);
    }
    for (const [name, key] of Object.entries(KEYS)) holdOwn(fleet, views, name, key);
    const callers = bearersOf(fleet, "environ", OF_CALLER);
    hold(callers.length === 0, `\`${OF_CALLER}\` is in the environment of ${tell(callers)}`);
    const servers = bearersOf(fleet, "environ", OF_MANAGER).filter(
      ({ pid }) => pid === runningServer(views),
    );
    hold(servers.length === 0, `\`${OF_MANAGER}\` is in the environment of ${tell(servers)}`);
    for (const name of PAIR) {
      const [word] = BETWEEN.exec(environmentOf(fleet, runningLife(views, name).agent)) ?? [];
      hold(word === undefined, `\`${name}\` has ${word} in its environment`);
    }
    await holdFiles(fleet);
  },
};

/** By a caller with more in its environment; without units one agent is then started by hand, past the command, and founds the server. */
async function start(fleet: Rehearsal, env: Readonly<Record<string, string>>): Promise<Views> {
  const up = await fleet.tryFleet(["up"], { env });
  hold(up.exitCode === 0, `\`up\` ended with ${up.exitCode}: ${up.stderr}`);
  if (fleet.supervisor === "tmux") {
    await fleet.fleet("down");
    await fleet.sandbox.exec(join(fleet.sandbox.home, launcherPath), ["cod"], { env });
    await fleet.fleet("start", "coder");
  }
  return await fleet.agree("after the start", { agents: PAIR_RUNS });
}

/** Its own processes alone have it, the agent itself among them. */
function holdOwn(fleet: Rehearsal, views: Views, name: string, key: string): void {
  const { agent } = runningLife(views, name);
  const bearers = bearersOf(fleet, "environ", key);
  hold(
    bearers.some(({ pid }) => pid === agent),
    `\`${name}\` does not have its own key`,
  );
  const own = readProcesses(fleet.sandbox, fleet.supervisor).get(agentUnit(name)) ?? [];
  const strangers = bearers.filter(({ pid }) => !own.some((each) => each.pid === pid));
  hold(strangers.length === 0, `\`${key}\` is in the environment of ${tell(strangers)}`);
}

/** A key that is handed over in a file is gone from it by now; and what the fleet writes is for its person alone. */
async function holdFiles({ sandbox, state }: Rehearsal): Promise<void> {
  const runtime = join(sandbox.runtimeDirectory, "mosaic-fleet");
  const { stdout: left } = await sandbox.exec("grep", ["-rlsF", "key-861", runtime, state]);
  hold(left === "", `keys are left in ${left}`);
  const isWide = ["-type", "f", "-perm", "/077"];
  const { stdout: wide } = await sandbox.exec("find", [runtime, state, ...isWide]);
  hold(wide === "", `others may read ${wide}`);
}

type Bearer = ReturnType<Rehearsal["sandbox"]["processes"]>[number];

/** Processes that have it in their arguments, or in the environment that they were started with. */
function bearersOf({ sandbox }: Rehearsal, part: "cmdline" | "environ", key: string): Bearer[] {
  return sandbox.processes().filter(({ outsidePid }) => read(outsidePid, part).includes(key));
}

function environmentOf({ sandbox }: Rehearsal, pid: number): string {
  const found = sandbox.processes().find((each) => each.pid === pid);
  return found === undefined ? "" : read(found.outsidePid, "environ").replaceAll("\0", "\n");
}

/** Empty where the process has ended. */
function read(outsidePid: number, part: "cmdline" | "environ"): string {
  try {
    return readFileSync(`/proc/${outsidePid}/${part}`, "utf8");
  } catch {
    return "";
  }
}

const tell = (bearers: readonly Bearer[]): string =>
  bearers.map(({ pid, command }) => `${pid} (${command})`).join(", ");

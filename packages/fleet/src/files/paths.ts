import { lstatSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import type { AgentChannel } from "@mosaicstack/agent-channel";
import { FleetError } from "../error.js";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every place on disk that the fleet uses; absolute paths. XDG_* and TMPDIR are honoured where they are absolute. */
export interface FleetPaths {
  readonly home: string;
  readonly roster: string;
  /** `~/.config/mosaic/fleet` */
  readonly config: string;
  /** `~/.config/mosaic/tools/fleet` */
  readonly tools: string;
  readonly script: string;
  readonly profile: string;
  /** `~/.config/systemd/user` */
  readonly units: string;
  /** `~/.local/state/mosaic/fleet` */
  readonly state: string;
  /** `~/.cache/mosaic/fleet`: what may be lost at any time. */
  readonly cache: string;
  /** `~/.local/share/mosaic/fleet/worktrees`: git worktrees of agents, which are the person's. */
  readonly worktrees: string;
  /** Locks, FIFOs, one-time files; of this user alone. */
  readonly runtime: string;
  agentEnvironment(agent: string): string;
  /** What the restart loop of a session made by hand writes about itself; without a socket on the default one. */
  sessionRecord(socket: string | undefined, agent: string): string;
  /** What an agent says of itself, and what it is told; without a socket on the default one. */
  channel(socket: string | undefined, agent: string): AgentChannel;
  /** `PID START KIND PATH` of the server that the launcher last found on a socket. */
  serverRecord(socket: string): string;
}

/** Pure but for the look at who owns `/run/user/UID` when XDG_RUNTIME_DIR is unset. */
export function fleetPaths(
  env: Environment = process.env,
  uid: number = process.getuid?.() ?? 0,
): FleetPaths {
  const home = env["HOME"] || homedir();
  if (!isAbsolute(home)) {
    throw new FleetError("Usage", `HOME is \`${home}\`, which is not absolute`, {
      remedy: "Set HOME to your home folder.",
    });
  }
  const config = join(folder(env["XDG_CONFIG_HOME"]) ?? join(home, ".config"), "mosaic", "fleet");
  const tools = join(config, "..", "tools", "fleet");
  const state = join(
    folder(env["XDG_STATE_HOME"]) ?? join(home, ".local", "state"),
    "mosaic",
    "fleet",
  );
  const cache = join(folder(env["XDG_CACHE_HOME"]) ?? join(home, ".cache"), "mosaic", "fleet");
  const data = folder(env["XDG_DATA_HOME"]) ?? join(home, ".local", "share");
  const worktrees = join(data, "mosaic", "fleet", "worktrees");
  const runtime = runtimeFolder(env, uid);
  return {
    home,
    config,
    tools,
    state,
    cache,
    worktrees,
    runtime,
    roster: env["MOSAIC_FLEET_ROSTER"] || join(config, "roster.yaml"),
    script: join(tools, "start-agent-session.sh"),
    profile: join(config, "tmux.conf"),
    units: join(config, "..", "..", "systemd", "user"),
    // Asked for again for each agent: what is joined is plain names.
    agentEnvironment: (agent) => `${config}/agents/${agent}.env`,
    sessionRecord: (socket = "default", agent) => `${state}/sessions/${socket}/${agent}`,
    channel: (socket = "default", agent) => ({
      folder: `${runtime}/channels/${socket}/${agent}`,
      state: `${state}/agents/${socket}/${agent}`,
    }),
    serverRecord: (socket) => join(runtime, "servers", socket),
  };
}

/** Where a roster is looked for when none is named. */
export function defaultRosterFile(env: Environment = process.env): string {
  return fleetPaths(env).roster;
}

// The launcher script decides in the same way (`name_runtime`), which paths-agree.test.ts holds.
function runtimeFolder(env: Environment, uid: number): string {
  const given = folder(env["XDG_RUNTIME_DIR"]);
  if (given !== undefined) return join(given, "mosaic-fleet");
  const usual = `/run/user/${uid}`;
  if (ownedBy(usual, uid)) return join(usual, "mosaic-fleet");
  return join(folder(env["TMPDIR"]) ?? "/tmp", `mosaic-fleet-${uid}`);
}

function ownedBy(path: string, uid: number): boolean {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  return stats?.isDirectory() === true && stats.uid === uid;
}

function folder(path: string | undefined): string | undefined {
  return path !== undefined && isAbsolute(path) ? path : undefined;
}

import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Where one agent's files are, as this process reaches them. */
export interface AgentPlaces {
  readonly agent: string;
  readonly socket: string;
  /** `$XDG_RUNTIME_DIR/mosaic-fleet` */
  readonly runtime: string;
  /** `~/.local/state/mosaic/fleet` */
  readonly state: string;
}

/** A file or folder that we read or write, and that an agent can replace. */
export interface AgentFile {
  /** As the reference has it, for a report. */
  readonly name: string;
  readonly path: string;
}

/** The groups in which they are planted at once: each leaves alone what the next one is reached by. */
export interface AgentFiles {
  /** What it says of itself, and what is noted down of it. */
  readonly facts: readonly AgentFile[];
  /** What waits for it and what it said. */
  readonly kept: readonly AgentFile[];
  /** Folders, and the link between the two. */
  readonly folders: readonly AgentFile[];
  /** The two folders that all of that stands in. */
  readonly roots: readonly AgentFile[];
  /** Of its start without a unit; none under systemd. */
  readonly hand: readonly AgentFile[];
}

const QUEUED = "1000000000000-planted";

/** Of docs/reference/files.md and docs/reference/agent-channel.md. */
export function agentFiles({ agent, socket, runtime, state }: AgentPlaces): AgentFiles {
  const channel = join(runtime, "channels", socket, agent);
  const kept = join(state, "agents", socket, agent);
  const files = (folder: string, prefix: string, names: readonly string[]): AgentFile[] =>
    names.map((name) => ({ name: `${prefix}${name}`, path: join(folder, name) }));
  return {
    facts: [
      ...files(channel, "channel/", [
        "activity",
        "receipt",
        "answer",
        "answer.1",
        "lock",
        "target",
      ]),
      ...files(join(state, "sessions", socket), "sessions/", [agent, `${agent}.screen`]),
      ...files(join(state, "started", socket), "started/", [agent]),
    ],
    kept: [
      ...files(kept, "state/", [
        `queue/${QUEUED}`,
        `taken/${QUEUED}`,
        "deliveries",
        "deliveries.1",
        "conversation",
        "conversation.lost",
        "transcript",
        "transcript.1",
        "messages/planted.txt",
        "conversations/planted",
      ]),
    ],
    folders: [
      ...files(channel, "channel/", ["state"]),
      ...files(kept, "state/", ["queue", "taken", "messages", "conversations"]),
    ],
    roots: [
      { name: "channel", path: channel },
      { name: "state", path: kept },
    ],
    hand: handFolders(runtime, agent).flatMap((folder) =>
      files(folder, "hand/", ["pane", "mark", "launch", "leash", "life", "life.shared"]),
    ),
  };
}

/** What no agent has of its own. Through `once` a start hands the environment, secrets and all, to the launcher. */
export function fleetFiles({ socket, runtime, state }: Omit<AgentPlaces, "agent">): AgentFile[] {
  return [
    { name: "servers", path: join(runtime, "servers", socket) },
    { name: "supervisors", path: join(state, "supervisors", socket) },
    { name: "once/planted", path: join(runtime, "once", "planted") },
    { name: "once", path: join(runtime, "once") },
  ];
}

/** Where starts put, for a moment, what only their own program is to see. */
export function startFolders({ runtime }: Pick<AgentPlaces, "runtime">): AgentFile[] {
  return ["once", "hand"].map((name) => ({ name, path: join(runtime, name) }));
}

/** That a person stopped an agent is told by a file being there at all, so it is planted where one is stopped. */
export function stoppedFile({ agent, socket, state }: AgentPlaces): AgentFile {
  return { name: "stopped", path: join(state, "stopped", socket, agent) };
}

function handFolders(runtime: string, agent: string): string[] {
  const folder = join(runtime, "hand");
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return readdirSync(folder)
      .filter((name) => name.startsWith(`${agent}.`))
      .map((name) => join(folder, name));
  } catch {
    // Something else stands in its place
    return [];
  }
}

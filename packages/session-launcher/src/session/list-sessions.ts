import { basename, dirname } from "node:path";
import { isTmuxError, type PaneRef, type SessionRef, type Tmux } from "@mosaicstack/tmux-client";
import { argvOf, startedIn } from "./processes.js";

/** An agent's session, by whatever name it goes. What its options say, its agent can have written. */
export interface AgentSession extends SessionRef {
  readonly agent: string;
  /** False: the launcher did not make it for the agent, it only holds the agent's pane, so it does not end with it. */
  readonly isOwn: boolean;
  /** Whether another session has the agent's name. */
  readonly isNameTaken: boolean;
  /** How many clients show it. */
  readonly attached: number;
  /** Undefined when the pane half is gone and other panes keep the session. */
  readonly pane: AgentPane | undefined;
  /** Where the pane half keeps its FIFO, as an option says. */
  readonly folder: string;
}

/** The pane in which the agent runs, whatever else was opened beside it. */
export interface AgentPane {
  /** Of its pane half. */
  readonly pid: number;
  readonly ref: PaneRef;
  readonly dead: boolean;
  readonly title: string;
  /** When it printed last, milliseconds since the epoch; undefined where it shares its window, of which alone that is known. */
  readonly outputAt: number | undefined;
  /** Whether something reads its output. */
  readonly piped: boolean;
  /** How many characters it shows. */
  readonly cells: number;
}

/** The sessions of a server at one moment. */
export interface SessionList {
  /** By agent. */
  readonly agents: ReadonlyMap<string, AgentSession>;
  /** Names of the sessions that the launcher did not make, or that are no agent's any more. */
  readonly foreign: readonly string[];
  /** Of all sessions. */
  readonly ids: ReadonlySet<string>;
  /** First processes of all panes. */
  readonly panePids: readonly number[];
  /** Undefined where there is no session. */
  readonly server:
    { readonly pid: number; readonly startTime: number; readonly version: string } | undefined;
}

/**
 * All sessions, in one call; none where there is no server. An agent is its pane: that which bears the agent's name and its own
 * id as marks, in whichever session, under whichever name. Throws TmuxError.
 */
export async function listSessions(tmux: Tmux): Promise<SessionList> {
  const rows = await listPanes(tmux);
  const agents = new Map<string, AgentSession>();
  const named = new Map(rows.map((row) => [row.session_name, row.session_id]));
  for (const { agent, rank, row } of rows.flatMap(claimOf).toSorted((a, b) => a.rank - b.rank))
    if (!agents.has(agent)) agents.set(agent, sessionOf({ agent, rank, row }, named));
  const own = new Set([...agents.values()].filter(({ isOwn }) => isOwn).map(({ id }) => id));
  const foreign = rows.filter((row) => !own.has(row.session_id));
  const [first] = rows;
  return {
    agents,
    foreign: [...new Set(foreign.map((row) => row.session_name))],
    ids: new Set(rows.map((row) => row.session_id)),
    panePids: rows.map((row) => row.pane_pid),
    server: first && { pid: first.pid, startTime: first.start_time, version: first.version },
  };
}

type Row = Awaited<ReturnType<typeof listPanes>>[number];

async function listPanes(tmux: Tmux) {
  return await tmux
    .list([
      "session_id",
      "session_name",
      "session_created",
      "session_attached",
      "pane_id",
      "pane_pid",
      "pane_dead",
      "pane_title",
      "pane_width",
      "pane_height",
      "pane_pipe",
      "window_activity",
      "window_panes",
      "pid",
      "start_time",
      "version",
      "@mosaic_agent",
      "@mosaic_life",
      "@mosaic_pane",
      "@mosaic_session",
    ])
    .catch((error: unknown) => {
      if (isTmuxError(error, "ServerAbsent")) return [];
      throw error;
    });
}

/** How near a row is to being the agent's: its pane at home, its pane elsewhere, what its end left at home. */
type Rank = 0 | 1 | 2;

interface Claim {
  readonly agent: string;
  readonly rank: Rank;
  readonly row: Row;
}

function claimOf(row: Row): Claim[] {
  const marked = row["@mosaic_agent"];
  if (marked === "") return [];
  // A mark alone can be copied by mistake: the place of the FIFO says the name once more.
  const told = agentOf(["--pane", dirname(row["@mosaic_life"])]);
  if (row["@mosaic_pane"] !== row.pane_id)
    // A person may have opened more panes, and ours may be gone from among them: then nothing but the name makes it ours.
    return row.session_name === marked && told === marked ? [{ agent: marked, rank: 2, row }] : [];
  // Options can be copied, and argv cannot: a pane half says whose it is.
  const agent = agentOf(argvOf(row.pane_pid)) ?? told;
  if (agent === undefined) return [];
  return [{ agent, rank: isHome(row, agent) ? 0 : 1, row }];
}

/** Whether the session is the one that its pane half was started in; by its options where no process can be looked at. */
function isHome(row: Row, agent: string): boolean {
  const began = startedIn(row.pane_pid, row.pid);
  if (began !== undefined) return row.session_id === began;
  // An older launcher marked the session alone.
  const told = row["@mosaic_session"];
  return told === "" ? row.session_name === agent : told === row.session_id;
}

/** Whose pane half has this argv: `--pane FOLDER …`, where FOLDER is `hand/AGENT.PID` or `agents/AGENT`. */
function agentOf(argv: readonly string[]): string | undefined {
  const at = argv.indexOf("--pane");
  const folder = at < 0 ? undefined : argv[at + 1];
  if (folder === undefined) return undefined;
  const own = basename(folder);
  const kind = basename(dirname(folder));
  if (kind === "agents") return own;
  return kind === "hand" ? /^(.+)\.\d{1,10}$/.exec(own)?.[1] : undefined;
}

/** `named`: ids of all sessions by their names, of which a server has none twice. */
function sessionOf({ agent, rank, row }: Claim, named: ReadonlyMap<string, string>): AgentSession {
  const server = { pid: row.pid, startTime: row.start_time };
  const pane: AgentPane = {
    pid: row.pane_pid,
    ref: { id: row.pane_id, server },
    dead: row.pane_dead,
    title: row.pane_title,
    outputAt: row.window_panes === 1 ? row.window_activity * 1000 : undefined,
    piped: row.pane_pipe,
    cells: row.pane_width * row.pane_height,
  };
  return {
    agent,
    name: row.session_name,
    id: row.session_id,
    created: row.session_created,
    server,
    isOwn: rank !== 1,
    isNameTaken: (named.get(agent) ?? row.session_id) !== row.session_id,
    attached: row.session_attached,
    pane: rank === 2 ? undefined : pane,
    folder: dirname(row["@mosaic_life"]),
  };
}

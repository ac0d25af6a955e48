import { readFile, stat } from "node:fs/promises";

/** What the launcher last wrote about an agent: its restart loop by hand, its supervisor's end under a unit. */
export interface SessionRecord {
  readonly state: "active" | "activating" | "inactive" | "failed";
  /** When this state began: the time of the record itself. */
  readonly since: Date;
  /** Restarts since the session was made; 0 under a unit, whose manager counts. */
  readonly restarts: number;
  /** The agent's last end as sh reports it (above 128: by that signal less 128); undefined before the first. */
  readonly status: number | undefined;
  readonly ended: Date | undefined;
  /** Processes that outlived the agent's last end by half a second and had to be ended; undefined where nobody counted. */
  readonly strays: number | undefined;
  /** Process id of the pane half. */
  readonly panePid: number;
}

const states = ["active", "activating", "inactive", "failed"] as const;

/** The record in a file; undefined where there is none or it is not whole. */
export async function readRecord(file: string): Promise<SessionRecord | undefined> {
  const read = await readDated(file);
  // What was cut short may end within a number.
  if (read?.text.endsWith("\n") !== true) return undefined;
  const lines = read.text.split("\n").map((line) => line.split(/=(.*)/s, 2) as [string, string?]);
  const values = new Map(lines.map(([key, value]) => [key, value ?? ""]));
  const state = states.find((each) => each === values.get("state"));
  // Behind all that a record always has, so that one on a full disk is none.
  const panePid = whole(values.get("pane"));
  if (state === undefined || panePid === undefined) return undefined;
  const status = whole(values.get("status"));
  return {
    state,
    since: read.date,
    restarts: whole(values.get("restarts")) ?? 0,
    status,
    ended: status === undefined ? undefined : (seconds(values.get("ended")) ?? read.date),
    strays: whole(values.get("strays")),
    panePid,
  };
}

/** The screen at the last end that nobody asked for, trailing blanks cut; undefined where none was kept. */
export async function readLastScreen(record: string): Promise<string | undefined> {
  return (await readDated(`${record}.screen`))?.text.trimEnd();
}

async function readDated(file: string): Promise<{ text: string; date: Date } | undefined> {
  try {
    const [text, { mtime }] = await Promise.all([readFile(file, "utf8"), stat(file)]);
    return { text, date: mtime };
  } catch {
    return undefined;
  }
}

function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}

function seconds(text: string | undefined): Date | undefined {
  const value = whole(text);
  return value === undefined ? undefined : new Date(value * 1000);
}

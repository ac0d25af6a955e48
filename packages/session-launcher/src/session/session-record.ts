import { basename, dirname } from "node:path";
import { caps } from "@mosaicstack/agent-channel";
import {
  inFolderBelow,
  listedNames,
  NotOurs,
  readFile,
  type FileContent,
  type Folder,
} from "@mosaicstack/outside-files";

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
  /** What was away when the agent was to be started, so that it did not run at all: `status` is then the launcher's. */
  readonly away: "program" | "folder" | undefined;
  /** Of `failed`, restarts in a row that were used up; 0 where its policy, or 78, had no more. Older launchers do not tell. */
  readonly usedUp: number | undefined;
  /** Process id of the pane half. */
  readonly panePid: number;
}

/** Seconds since the epoch: the last of the year 9999. */
const LATEST = 253_402_300_799;
const states = ["active", "activating", "inactive", "failed"] as const;

/** The record in a file; undefined where there is none, or none that can be read whole: `recordFault` says why. */
export async function readRecord(file: string): Promise<SessionRecord | undefined> {
  const { record } = look(file);
  return record;
}

/** `readRecord` of many files, by what each is asked for; most stand in one folder, which is entered once. */
export function readRecords(
  files: ReadonlyMap<string, string>,
): Map<string, SessionRecord | undefined> {
  const byFolder = new Map<string, string[]>();
  for (const [key, file] of files) {
    const folder = dirname(file);
    const keys = byFolder.get(folder);
    if (keys === undefined) byFolder.set(folder, [key]);
    else keys.push(key);
  }
  const found = new Map<string, SessionRecord | undefined>();
  const fileOf = (key: string): string => files.get(key) ?? "";
  for (const [folder, keys] of byFolder) {
    const readAll = (entered: Folder): void => {
      const there = listedNames(entered);
      for (const key of keys) {
        const [file, name] = [fileOf(key), basename(fileOf(key))];
        const isAway = there?.has(name) === false;
        const use = (): FileContent | undefined => readFile(entered.at(name), caps.record, file);
        found.set(key, isAway ? undefined : judged(file, use).record);
      }
    };
    try {
      inFolderBelow(folder, 2, readAll);
    } catch {
      // Of none of them anything is known.
    }
  }
  return found;
}

/** Why there is no record where something stands, as words behind `is`: `a FIFO`. Undefined where there is one, or nothing. */
export async function recordFault(file: string): Promise<string | undefined> {
  const { fault } = look(file);
  return fault;
}

/** The screen at the last end that nobody asked for, trailing blanks cut; undefined where none was kept, or none to be read. */
export async function readLastScreen(record: string): Promise<string | undefined> {
  try {
    return read(`${record}.screen`, caps.screen)?.text.trimEnd();
  } catch {
    return undefined;
  }
}

interface Look {
  readonly record?: SessionRecord;
  readonly fault?: string;
}

function look(file: string): Look {
  return judged(file, () => read(file, caps.record));
}

function judged(file: string, use: () => FileContent | undefined): Look {
  try {
    const content = use();
    if (content === undefined) return {};
    const record = parse(content);
    return record === undefined
      ? { fault: "empty, cut short, as on a full disk, or garbled" }
      : { record };
  } catch (error) {
    if (!(error instanceof NotOurs))
      return { fault: `not to be read: ${(error as Error).message}` };
    return { fault: error.path === file ? error.what : `not to be reached: ${error.message}` };
  }
}

/** Below `sessions/SOCKET` of the state folder, which agents can write; what is above is reached as the person has it. */
function read(file: string, most: number): FileContent | undefined {
  return inFolderBelow(dirname(file), 2, ({ at }) => readFile(at(basename(file)), most, file));
}

function parse({ text, at }: FileContent): SessionRecord | undefined {
  // What was cut short may end within a number.
  if (!text.endsWith("\n")) return undefined;
  const lines = text.split("\n").map((line) => line.split(/=(.*)/s, 2) as [string, string?]);
  const values = new Map(lines.map(([key, value]) => [key, value ?? ""]));
  const state = states.find((each) => each === values.get("state"));
  // Behind all that a record always has, so that one on a full disk is none.
  const panePid = whole(values.get("pane"));
  if (state === undefined || panePid === undefined) return undefined;
  // A number that is none would be taken for zero, or for now; an empty one is not known yet.
  const numbers = ["restarts", "status", "ended", "strays", "used"].map(
    (key) => values.get(key) || "0",
  );
  if (numbers.some((each) => whole(each) === undefined)) return undefined;
  const status = whole(values.get("status"));
  const since = new Date(at);
  return {
    state,
    since,
    restarts: whole(values.get("restarts")) ?? 0,
    status,
    ended: status === undefined ? undefined : (seconds(values.get("ended")) ?? since),
    strays: whole(values.get("strays")),
    away: (["program", "folder"] as const).find((each) => each === values.get("away")),
    usedUp: whole(values.get("used")),
    panePid,
  };
}

/** Decimal, and no more than a number holds exactly. */
function whole(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function seconds(text: string | undefined): Date | undefined {
  const value = whole(text);
  // Later than any date is no time
  return value === undefined || value > LATEST ? undefined : new Date(value * 1000);
}

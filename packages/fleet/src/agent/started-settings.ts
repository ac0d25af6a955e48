import { realpathSync } from "node:fs";
import { resolve } from "node:path";
import type { DesiredAgent } from "@mosaicstack/roster";
import { digest } from "../files/digest.js";
import { readOwn, readOwnNotes, removeOwn, writeOwn, type OwnFile } from "../files/own-file.js";
import type { FleetPaths } from "../files/paths.js";
import { effects, type SettingKey } from "./effects.js";

interface Place {
  readonly paths: FleetPaths;
  readonly socket: string | undefined;
}

/** What an agent was started with, as far as that was noted; of the values only that they are the same can be known. */
export interface StartedSettings {
  /** Of all keys together. */
  readonly all: string | undefined;
  readonly keys: ReadonlyMap<SettingKey, string>;
  /** Of the launcher and the units that started it. */
  readonly shipped: string | undefined;
  /** Which roster started it. */
  readonly roster: string | undefined;
}

/** Notes with which settings an agent is started, so that a later look sees what changed. Throws FleetError `Failed`. */
export async function noteSettings(
  place: Place,
  agent: DesiredAgent,
  started: { readonly shipped: string; readonly roster: string },
): Promise<void> {
  const lines = [
    `all ${digestOfAll(agent)}`,
    ...settings.map((key) => `${key} ${digestOf(agent[key])}`),
    `shipped ${started.shipped}`,
    `roster ${digestOf(identityOf(started.roster))}`,
    "end",
  ];
  const note = settingsNote(place, agent.name);
  const text = `${lines.join("\n")}\n`;
  try {
    writeOwn(note, text);
  } catch {
    // An older one tells of an older start; on a full disk its place may be room enough.
    removeOwn(note);
    writeOwn(note, text);
  }
}

/**
 * What was noted at an agent's start; undefined where nothing was, or not as a whole, as after a power loss: then nothing is
 * known, least of all a difference. Throws NotOurs for what stands there and is no note.
 */
export function readSettings(place: Place, agent: string): StartedSettings | undefined {
  return parseSettings(readOwn(settingsNote(place, agent)));
}

/** `readSettings` of many agents. */
export function readAllSettings(
  { paths, socket }: Place,
  agents: readonly string[],
): Map<string, { readonly started: StartedSettings | undefined; readonly fault?: unknown }> {
  const notes = readOwnNotes(paths.state, folderOf(socket), agents);
  return new Map(
    [...notes].map(([name, note]) => [
      name,
      "error" in note
        ? { started: undefined, fault: note.error }
        : { started: parseSettings(note.text) },
    ]),
  );
}

function parseSettings(text: string | undefined): StartedSettings | undefined {
  // The last line is the proof that it is whole.
  if (text === undefined || !WHOLE.test(text)) return undefined;
  const noted = (name: string): string | undefined =>
    new RegExp(`^${name} ([0-9a-f]{16})$`, "m").exec(text)?.[1];
  return {
    all: noted("all"),
    // Asked for only where something changed.
    get keys() {
      const known = settings.flatMap((key) => {
        const value = noted(key);
        return value === undefined ? [] : [[key, value] as const];
      });
      return new Map(known);
    },
    shipped: noted("shipped"),
    roster: noted("roster"),
  };
}

const WHOLE = /^(?:\w+ [0-9a-f]{16}\n)*end\n$/;

/** The keys whose values are others than those that were noted. One that an earlier version did not note is not among them. */
export function changedKeys(noted: StartedSettings, agent: DesiredAgent): SettingKey[] {
  if (noted.all === digestOfAll(agent)) return [];
  return settings.filter((key) => {
    const value = noted.keys.get(key);
    return value !== undefined && value !== digestOf(agent[key]);
  });
}

/** Whether a note of an agent's start is of this very roster; false where it does not say. */
function isOfRoster(noted: StartedSettings | undefined, roster: string): boolean {
  return noted?.roster === digestOf(identityOf(roster));
}

/** Whether an agent was last started for this very roster; false also where that cannot be known. */
export function wasStartedFor(place: Place, agent: string, roster: string): boolean {
  try {
    return isOfRoster(readSettings(place, agent), roster);
  } catch {
    return false;
  }
}

/**
 * Whether an agent may run with other settings than the roster gives now, for who has to be sure of them: true also where
 * nothing can be known.
 */
export async function settingsChanged(place: Place, agent: DesiredAgent): Promise<boolean> {
  try {
    const noted = readSettings(place, agent.name);
    return noted !== undefined && changedKeys(noted, agent).length > 0;
  } catch {
    return true;
  }
}

/** What a key holds stands nowhere: `env` may hold what is nobody's business. */
export function digestOf(value: unknown): string {
  return digest(
    typeof value === "string" ? value : (JSON.stringify(value, ordered) ?? "undefined"),
  );
}

/** Of all settings of an agent together. */
export function digestOfAll(agent: DesiredAgent): string {
  return known.get(agent) ?? digestOf(settings.map((key) => agent[key]));
}

/** What `digestOfAll` said of this agent, when it was read from its roster. */
export function rememberDigest(agent: DesiredAgent, said: string): void {
  known.set(agent, said);
}

const known = new WeakMap<DesiredAgent, string>();

/** The order of a map's keys is the roster's, and changes nothing. */
function ordered(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** What the machine resolves (PATH) is not among them: it depends on who looks. */
const settings = (Object.keys(effects) as SettingKey[]).filter((key) =>
  Object.values(effects[key]).some((effect) => effect !== "none"),
);

export function settingsNote({ paths, socket }: Place, agent: string): OwnFile {
  return { root: paths.state, names: [...folderOf(socket), agent] };
}

function folderOf(socket: string | undefined): [string, string] {
  return ["started", socket ?? "default"];
}

/** The same file by whatever way it is named. */
export function identityOf(roster: string): string {
  try {
    return realpathSync(roster);
  } catch {
    return resolve(roster);
  }
}

import { basename, dirname } from "node:path";
import { AGENT_NAME_PATTERN } from "@mosaicstack/roster";
import { channelScripts } from "@mosaicstack/agent-channel";
import type { FleetPaths } from "../files/paths.js";
import {
  fleetTarget,
  gaveUpService,
  holderUnit,
  idleService,
  idleTimer,
  scheduleService,
  scheduleTimer,
} from "../supervisor/unit-names.js";

/** Names below a folder: that may be behind a link, they may not. A pattern stands for every name that it fits. */
export interface Place {
  readonly root: string;
  readonly names: readonly (string | RegExp)[];
}

/** A place on disk that is ours, or many. */
export interface Owned extends Place {
  /** A link for boot is one, or it is not ours; of a tree all goes that is in it. */
  readonly form: "file" | "link" | "tree";
  /** systemd has to read its units anew once it is gone. */
  readonly isUnit?: true;
  /** What a person may want to have after an `uninstall`: it goes with `--purge`. */
  readonly isKept?: true;
}

/** A folder that goes once it is empty. */
export interface OwnFolder extends Place {
  /** Which names in it are told where they stay; undefined: none, for it is not the fleet's alone. */
  readonly tells?: RegExp;
}

/** What the runtime folder and the state folder hold. */
export const runtimeFolders = ["agents", "channels", "hand", "locks", "once", "servers"] as const;
export const stateFolders = [
  "agents",
  "events",
  "scheduled",
  "sessions",
  "started",
  "stopped",
  "worktrees",
] as const;

const wants = `${fleetTarget}.wants`;
const agentDropIns = /^mosaic-agent@.*\.service\.d$/;
const timerDropIns = /^mosaic-schedule@.*\.timer\.d$/;
const generated = "50-roster.conf";
const envFile = new RegExp(`${AGENT_NAME_PATTERN.replace(/\$$/, "")}\\.env$`);
/** What a trial of `doctor` leaves that was killed. */
const trial = /^\.mosaic-fleet-trial\.[0-9a-f-]{36}$/;

/** Every place that is ours, in the order in which they go: first what starts something, last what tells where all was. */
export function owned(paths: FleetPaths): readonly Owned[] {
  const { units, tools, config, runtime, state, cache } = paths;
  const links: Place["names"][] = [
    ["default.target.wants", fleetTarget],
    [wants, /^mosaic-agent@.+\.service$/],
    [wants, /^mosaic-schedule@.+\.timer$/],
    [wants, holderUnit],
  ];
  const files: Place["names"][] = [
    [holderUnit],
    ["mosaic-agent@.service"],
    [idleService],
    [idleTimer],
    [scheduleService],
    [scheduleTimer],
    [gaveUpService],
    [fleetTarget],
    ["mosaic-fleet.slice"],
    [`${holderUnit}.d`, generated],
    [`${idleService}.d`, generated],
    [`${scheduleService}.d`, generated],
    [`${gaveUpService}.d`, generated],
    [timerDropIns, generated],
    [timerDropIns, trial],
    [agentDropIns, generated],
    [agentDropIns, trial],
    [trial],
  ];
  const scripts = [basename(paths.script), ...channelScripts().map(({ name }) => name), trial];
  const file = (root: string, name: string | RegExp): Owned => ({
    form: "file",
    root,
    names: [name],
  });
  const tree = (root: string, name: string): Owned => ({ form: "tree", root, names: [name] });
  return [
    ...links.map((names): Owned => ({ form: "link", root: units, names, isUnit: true })),
    ...files.map((names): Owned => ({ form: "file", root: units, names, isUnit: true })),
    ...scripts.map((name) => file(tools, name)),
    file(config, basename(paths.profile)),
    ...[config, runtime, state].map((root) => file(root, trial)),
    ...runtimeFolders.map((name) => tree(runtime, name)),
    tree(dirname(tools), "code"),
    tree(cache, "rosters"),
    tree(state, "supervisors"),
    tree(state, "apply"),
    tree(state, "migrate"),
    file(state, "shipped"),
    ...stateFolders.map((name): Owned => ({ ...tree(state, name), isKept: true })),
    { form: "file", root: config, names: ["agents", envFile], isKept: true },
    { ...file(config, "roster.yaml"), isKept: true },
  ];
}

/** The folders of those places, the deepest first. */
export function ownFolders(paths: FleetPaths): readonly OwnFolder[] {
  const { units, tools, config, runtime, state, cache, worktrees } = paths;
  const all = /^/;
  const ofUnits =
    /^mosaic-(?:agent@.*\.service|(?:idle|schedule|gave-up)@.*\.(?:service|timer)|tmux-holder\.service|fleet\.(?:target|slice))/;
  return [
    { root: units, names: ["default.target.wants"] },
    { root: units, names: [wants], tells: all },
    { root: units, names: [new RegExp(`${ofUnits.source}\\.d$`)], tells: all },
    { root: units, names: [], tells: ofUnits },
    { root: dirname(units), names: [] },
    { root: tools, names: [], tells: all },
    { root: dirname(tools), names: [] },
    { root: config, names: ["agents"], tells: all },
    { root: config, names: [], tells: all },
    { root: dirname(config), names: [] },
    { root: cache, names: [], tells: all },
    { root: dirname(cache), names: [] },
    { root: runtime, names: [], tells: all },
    { root: state, names: [], tells: all },
    { root: dirname(state), names: [] },
    // What is in one is somebody's work.
    { root: worktrees, names: [], tells: all },
    { root: dirname(worktrees), names: [] },
  ];
}

/** Of a name what `writeWhole` was to make of it, where it was killed on the way. */
export function finalName(name: string): string {
  return name.replace(/(?:\.\d+)?\.[0-9a-f]{8}-[0-9a-f-]{27}\.tmp$/, "");
}

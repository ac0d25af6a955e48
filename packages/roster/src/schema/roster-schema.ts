import { array, literal, strictObject, string, type ZodType } from "zod";
import { AGENT_NAME_PATTERN, checkAgentName } from "../values/agent-name.js";
import { rule } from "./leaf.js";
import { idleShape } from "./idle-settings.js";
import { limitsShape } from "./limit-settings.js";
import { quote } from "../values/quote.js";
import { restartShape } from "./restart-settings.js";
import type { RosterAgent, RosterContent } from "./roster.js";
import { runtimeKeys, runtimesShape } from "./runtime-settings.js";
import { boxShape, readyShape } from "./screen-settings.js";
import { scheduleShape } from "./schedule-settings.js";
import { settingsShape } from "./settings-schema.js";
import type { Shape } from "./shape.js";
import { worktreeShape } from "./worktree-settings.js";
import { checkSocketName, SOCKET_NAME_PATTERN } from "../values/socket-name.js";

const FLEET_NAME_PATTERN = "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$";
const FLEET_NAME = new RegExp(FLEET_NAME_PATTERN);

/** A key of the top that begins so is the person's own, and says nothing to us. */
export const OWN_KEY = "x-";

/** Name of a fleet whose roster gives none. */
const DEFAULT_FLEET_NAME = "fleet";

const agentShape: Shape<RosterAgent> = {
  name: rule(string(), checkAgentName).meta({
    description: "Name of the agent, its unit and its tmux session.",
    pattern: AGENT_NAME_PATTERN,
    samples: ["canary", "builder-1"],
  }),
  ...settingsShape,
};

const rosterShape: Shape<RosterContent> = {
  version: literal(1).meta({ description: "Version of the roster format." }),
  name: rule(string(), checkFleetName)
    .meta({
      description: "Name of the fleet, for people.",
      samples: ["research"],
      pattern: FLEET_NAME_PATTERN,
    })
    .default(DEFAULT_FLEET_NAME),
  socket_name: rule(string(), checkSocketName)
    .meta({
      description:
        "Name of the fleet's own tmux socket (`tmux -L`). Omit it: the agents are guests on your own server.",
      pattern: SOCKET_NAME_PATTERN,
      samples: ["mosaic-fleet"],
    })
    .optional(),
  runtimes: strictObject(runtimesShape)
    .meta({ description: "Changes to what is known of a runtime, for a version that looks else." })
    .optional(),
  defaults: strictObject(settingsShape)
    .meta({ description: "Settings of every agent that does not say otherwise." })
    .optional(),
  agents: array(
    strictObject(agentShape).meta({ description: "One agent: unit, session and cgroup." }),
  ).meta({ description: "The agents, in the order in which lists show them." }),
};

/** What a roster's text can say, value by value. What holds between values is in `checkFleet`. */
export const rosterSchema: ZodType<RosterContent> = strictObject(rosterShape);

/** Known keys by the place where they stand, for suggestions. */
export const knownKeys: Readonly<
  Record<
    | "roster"
    | "runtimes"
    | "settings"
    | "agent"
    | "limits"
    | "restart"
    | "idle"
    | "schedule"
    | "ready"
    | "box"
    | "worktree"
    | keyof typeof runtimeKeys,
    string[]
  >
> = {
  roster: Object.keys(rosterShape),
  runtimes: Object.keys(runtimesShape),
  ...runtimeKeys,
  settings: Object.keys(settingsShape),
  agent: Object.keys(agentShape),
  limits: Object.keys(limitsShape),
  restart: Object.keys(restartShape),
  idle: Object.keys(idleShape),
  schedule: Object.keys(scheduleShape),
  ready: Object.keys(readyShape),
  box: Object.keys(boxShape),
  worktree: Object.keys(worktreeShape),
};

function checkFleetName(name: string): ReturnType<typeof checkAgentName> {
  if (FLEET_NAME.test(name)) return undefined;
  const message = `the fleet name ${quote(name)} is not safe in a file name`;
  const hint =
    "names have 1 to 63 letters, digits, `.`, `_` and `-`, and start with a letter or digit";
  return { code: "unsafe-fleet-name", message, hint };
}

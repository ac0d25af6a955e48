export { editRoster } from "./edit/edit-roster.js";
export { formatRoster } from "./edit/format-roster.js";
export { fromEnvFiles } from "./edit/from-env-files.js";
export { RosterEditError } from "./edit/edit-error.js";

export type { RosterEdit } from "./edit/edit-roster.js";
export type { RosterEditCode } from "./edit/edit-error.js";
export type { EnvFile, FromEnvFiles } from "./edit/from-env-files.js";
export type { AgentPatch, WrittenAgent, WrittenSettings } from "./edit/written-agent.js";

import type { Runtime } from "../runtime.js";

// What many entries have in common.

export const quick: Runtime["ready"] = {
  screen: null,
  dialogs: [],
  quietMs: 500,
  deadlineMs: 120_000,
};
export const silent: Runtime["channel"] = { args: [], variables: {}, drain: null };
export const unknownBox: Runtime["box"] = { shown: null, empty: null, text: null };
export const untitled: Runtime["title"] = { idle: null, working: null };
export const halfAnHour: number = 30 * 60 * 1000;
/** Pattern of a conversation's id that is a UUID. */
export const uuid = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$";
/** Pattern of a version of three numbers. */
export const semver = "[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.]+)?";

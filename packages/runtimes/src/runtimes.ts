import type { Runtime } from "./runtime.js";
import { amp } from "./table/amp.js";
import { auggie } from "./table/auggie.js";
import { claude } from "./table/claude.js";
import { cline } from "./table/cline.js";
import { cn } from "./table/cn.js";
import { codex } from "./table/codex.js";
import { copilot } from "./table/copilot.js";
import { droid } from "./table/droid.js";
import { gemini } from "./table/gemini.js";
import { opencode } from "./table/opencode.js";
import { pi } from "./table/pi.js";
import { qwen } from "./table/qwen.js";

/** Of the table's shape; a later version may add fields, and takes none away. */
export const runtimesVersion = 1;

export type RuntimeName =
  | "claude"
  | "codex"
  | "opencode"
  | "pi"
  | "gemini"
  | "qwen"
  | "amp"
  | "copilot"
  | "cn"
  | "cline"
  | "droid"
  | "auggie";

/** The runtimes known by name. Every other program runs as `runtime: command`. */
export const runtimes: Readonly<Record<RuntimeName, Runtime>> = {
  claude,
  codex,
  opencode,
  pi,
  gemini,
  qwen,
  amp,
  copilot,
  cn,
  cline,
  droid,
  auggie,
};

/** Their names, in the order of the table. */
export const runtimeNames: readonly RuntimeName[] = Object.keys(runtimes) as RuntimeName[];

import { array, literal, strictObject, string, type ZodType } from "zod";
import { agentReportSchema, type AgentReport } from "./reports.js";
import type { Shape } from "./shape.js";

const places = ["file", "link", "folder", "server"] as const;
const whys = ["yours", "kept", "failed"] as const;

/** The document of `uninstall`: what was done, in that order. */
export interface UninstallDocument {
  readonly version: 1;
  /** Where one `failed` nothing was removed. */
  readonly agents: readonly AgentReport[];
  readonly removed: readonly RemovedPlace[];
  readonly left: readonly LeftPlace[];
}

/** The document of `uninstall --dry-run`: what it would do, and what it would leave. */
export interface UninstallPlanDocument {
  readonly version: 1;
  /** Agents that run. */
  readonly ends: readonly string[];
  readonly removes: readonly RemovedPlace[];
  readonly leaves: readonly LeftPlace[];
}

export interface RemovedPlace {
  readonly path: string;
  /** Of a link what it leads to stays; a folder goes with all in it; a server by its socket. */
  readonly what: (typeof places)[number];
}

export interface LeftPlace {
  readonly path: string;
  /** `yours`: a person's; `kept`: `--purge` removes it; `failed`: it could not be removed. */
  readonly why: (typeof whys)[number];
  /** For people. */
  readonly reason: string;
}

const removedPlace: ZodType<RemovedPlace> = strictObject({
  path: string(),
  what: literal(places),
} satisfies Shape<RemovedPlace>);

const leftPlace: ZodType<LeftPlace> = strictObject({
  path: string(),
  why: literal(whys),
  reason: string(),
} satisfies Shape<LeftPlace>);

export const uninstallSchema: ZodType<UninstallDocument> = strictObject({
  version: literal(1),
  agents: array(agentReportSchema),
  removed: array(removedPlace),
  left: array(leftPlace),
} satisfies Shape<UninstallDocument>);

export const uninstallPlanSchema: ZodType<UninstallPlanDocument> = strictObject({
  version: literal(1),
  ends: array(string()),
  removes: array(removedPlace),
  leaves: array(leftPlace),
} satisfies Shape<UninstallPlanDocument>);

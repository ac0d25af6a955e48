import { array, boolean, literal, strictObject, string, union, type ZodType } from "zod";
import { agentReportSchema, type AgentReport } from "./reports.js";
import type { Shape } from "./shape.js";
import { supervisorKinds } from "./status.js";

/** The document of `up`. */
export type UpDocument = BroughtUpDocument | LeftAloneDocument;

export interface BroughtUpDocument {
  readonly version: 1;
  /** The roster's file. */
  readonly roster: string;
  /** Whether it was written now. */
  readonly created: boolean;
  readonly supervisor: ChosenSupervisor;
  readonly agents: readonly AgentReport[];
}

/** A first run that met a roster of the person's own, and started nothing. */
export interface LeftAloneDocument {
  readonly version: 1;
  readonly roster: string;
  readonly leftAlone: true;
  readonly agents: readonly AgentReport[];
}

export interface ChosenSupervisor {
  readonly kind: (typeof supervisorKinds)[number];
  /** Why it was chosen, for people. */
  readonly reason: string;
}

const supervisor: ZodType<ChosenSupervisor> = strictObject({
  kind: literal(supervisorKinds),
  reason: string(),
} satisfies Shape<ChosenSupervisor>);

const broughtUp: ZodType<BroughtUpDocument> = strictObject({
  version: literal(1),
  roster: string(),
  created: boolean(),
  supervisor,
  agents: array(agentReportSchema),
} satisfies Shape<BroughtUpDocument>);

const leftAlone: ZodType<LeftAloneDocument> = strictObject({
  version: literal(1),
  roster: string(),
  leftAlone: literal(true),
  agents: array(agentReportSchema),
} satisfies Shape<LeftAloneDocument>);

export const upSchema: ZodType<UpDocument> = union([broughtUp, leftAlone]);

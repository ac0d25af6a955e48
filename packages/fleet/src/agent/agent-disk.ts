import type { UnitText } from "@mosaicstack/systemd-units";
import type { AgentValue } from "./value.js";

/** What stands on disk for one agent beside the roster. */
export interface AgentDisk {
  /** Of its two env files, the one that wins last. */
  readonly files: readonly AgentValue[];
  /** Undefined without units: nobody reads a person's drop-ins then. */
  readonly unit: AgentUnit | undefined;
}

/** What stands on disk for an agent's unit. */
export interface AgentUnit {
  /** The shipped template, then every drop-in in the order in which systemd looks; the roster's has no text. */
  readonly files: readonly UnitText[];
  /** The bytes of each env file that one of them names, by path; of those that are there. */
  readonly envFiles: ReadonlyMap<string, Uint8Array>;
  /** Of the systemd that reads them, as 252. */
  readonly version: number | undefined;
}

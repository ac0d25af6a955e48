import type { AgentReport } from "./reports.js";

/** The document of `install`. */
export interface InstallDocument {
  readonly version: 1;
  readonly files: readonly {
    readonly path: string;
    readonly action: "created" | "updated" | "unchanged";
  }[];
}

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
  readonly what: "file" | "link" | "folder" | "server";
}

export interface LeftPlace {
  readonly path: string;
  /** `yours`: a person's; `kept`: `--purge` removes it; `failed`: it could not be removed. */
  readonly why: "yours" | "kept" | "failed";
  /** For people. */
  readonly reason: string;
}

import type { PathKind } from "./path-kind.js";

/** What a setting or a variable of a unit names, found without opening it. */
export interface NamedPath {
  /** Where it is named. */
  readonly file: string;
  readonly line: number;
  /** The setting, as `EnvironmentFile` or `ExecStart`, or the variable, as `MOSAIC_AGENT_WORKDIR`. */
  readonly key: string;
  /** The unit that this path is for; `undefined` where it is the same for every unit that has the file. */
  readonly unit?: string;
  readonly path: string;
  readonly kind: PathKind;
  /** Permission bits, as 0o755; of a path that is there. */
  readonly mode?: number;
  readonly uid?: number;
  /** In bytes. */
  readonly size?: number;
  /** What stands in an environment file: a regular one that is not too large, or a linked one. */
  readonly content?: Uint8Array;
}

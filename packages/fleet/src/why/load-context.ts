import type { Environment } from "../files/paths.js";
import type { Verdicts } from "./verdicts.js";

/** Where units stand, and in whose name they are looked at. */
export interface LoadContext {
  /** `~/.config/systemd/user` */
  readonly units: string;
  readonly env: Environment;
  /** On all units that are looked at. */
  readonly verdicts: Verdicts;
}

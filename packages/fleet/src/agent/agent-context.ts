import type { DesiredFleet } from "@mosaicstack/roster";
import type { Environment } from "../files/paths.js";
import type { AgentDisk } from "./agent-disk.js";
import type { EnvFileReader } from "./env-files.js";

/** What has to be known of a fleet to say what one agent of it is given. */
export interface AgentContext extends EnvFileReader {
  readonly desired: Pick<DesiredFleet, "file" | "socketName" | "sources" | "runtimes">;
  readonly env: Environment;
  /** Undefined: the person's own default server. */
  readonly socket: string | undefined;
  readonly supervisor: {
    readonly kind: "systemd" | "tmux";
    /** PATH that agents get when nothing names another. */
    readonly path: string;
  };
  /** What stood on disk for each agent, for all that is asked in one look; undefined: it is read each time. */
  readonly disks?: Map<string, Promise<AgentDisk>> | undefined;
}

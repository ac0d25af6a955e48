import type { Client } from "../transport/client.js";
import { probe } from "./probe.js";
import type { KnownServer, ServerState } from "./probe.js";
import { drift } from "./profile.js";
import type { Profile, ProfileDrift } from "./profile.js";
import { recover } from "./recover.js";
import { shutdown } from "./shutdown.js";
import { start } from "./start.js";
import type { StartOptions } from "./start.js";
import type { ServerEpoch } from "../values/target.js";

/** The server itself. The default server is only looked at: the rest is refused there. */
export interface Server {
  /** What is true of the server now. */
  probe(known?: KnownServer): Promise<ServerState>;
  /**
   * Founds the server with a scrubbed environment and no configuration but `profile` and `config`,
   * and keeps it without sessions. One that runs is left as it is: `drift()` says whether it is as
   * it should be. Throws SocketLost rather than found a second.
   */
  start(options?: StartOptions): Promise<ServerEpoch>;
  /** The options of the profile that are another now; empty when all are as they should be. */
  drift(profile: Profile): Promise<readonly ProfileDrift[]>;
  /**
   * Asks the server with this pid to make its socket again (SIGUSR1). False when the pid is no
   * tmux server of ours, or the socket did not come back.
   */
  recover(pid: number): Promise<boolean>;
  /**
   * Ends exactly this run of the server with all its sessions; returns when its process is gone.
   * Nothing to do when it is gone already. Throws StaleReference when another one answers.
   */
  shutdown(epoch: ServerEpoch): Promise<void>;
}

export function server(client: Client): Server {
  return {
    probe: async (known) => await probe(client, known),
    start: async (options) => await start(client, options),
    drift: async (profile) => await drift(client, profile),
    recover: async (pid) => await recover(client, pid),
    shutdown: async (epoch) => await shutdown(client, epoch),
  };
}

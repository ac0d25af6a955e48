import type { Rehearsal } from "../live/rehearsal.js";
import { told } from "./told.js";

/** Waits until `status` calls the tmux server so, with exit 3: not everything is as it should be. */
export async function tellsOfServer(fleet: Rehearsal, state: string): Promise<void> {
  await fleet.until(
    `\`status\` to call the tmux server ${state}`,
    async () => (await fleet.status()).server.state === state,
  );
  await told(fleet, ["status", "--json"], 3, new RegExp(state));
}

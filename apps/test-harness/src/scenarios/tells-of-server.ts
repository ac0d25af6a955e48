import type { Rehearsal } from "../live/rehearsal.js";
import { parseStatus } from "../views/read-cli.js";

/** Waits until `status` calls the tmux server so, with exit 3: not everything is as it should be. */
export async function tellsOfServer(fleet: Rehearsal, state: string): Promise<void> {
  await fleet.until(`\`status\` to call the tmux server ${state}`, async () => {
    const { exitCode, stdout } = await fleet.tryFleet(["status", "--json"]);
    const view = exitCode === 3 ? parseStatus(stdout) : undefined;
    return view !== undefined && "status" in view && view.status.server.state === state;
  });
}

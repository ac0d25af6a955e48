import { openTmux } from "@mosaicstack/tmux-client";
import { findSockets } from "../install/find-sockets.js";
import type { FleetContext } from "../context.js";
import { viewSessions } from "../status/sessions.js";
import { finding } from "./finding.js";
import type { DoctorFinding } from "../documents/doctor.js";

/** Agents of ours on other sockets than this roster's, as far as the launcher or we noted one. Guests of this roster are no other fleet. */
export async function checkOtherFleets({
  paths,
  env,
  socket,
  desired,
}: FleetContext): Promise<DoctorFinding[]> {
  const own = new Set(desired.agents.map(({ name }) => name));
  const sockets = (await findSockets(paths, [])).filter(({ name }) => name !== socket);
  const found = await Promise.all(
    sockets.map(async ({ name }) => {
      const address = name === undefined ? ({ default: true } as const) : { socket: name };
      const view = await viewSessions(openTmux(address, { env, deadlineMs: 2000 })).catch(
        () => undefined,
      );
      const agents = [...(view?.own.keys() ?? [])].filter((agent) => !own.has(agent));
      if (agents.length === 0) return [];
      const shown = agents.slice(0, 3).map((agent) => `\`${agent}\``);
      const more = agents.length > 3 ? `, ${agents.length - 3} more` : "";
      const where = name === undefined ? "your own tmux server" : `socket \`${name}\``;
      return [finding("other-fleet", `${shown.join(", ")}${more} run on ${where}`)];
    }),
  );
  return found.flat();
}

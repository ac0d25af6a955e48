import { join, relative } from "node:path";
import { launchEach } from "../agent/prepare-agents.js";
import type { FleetContext } from "../context.js";
import type { RenderDocument } from "../documents/render.js";
import { wantFleet } from "./wanted.js";

/** The files of the plan, as if nothing stood there. Throws the first FleetError of an agent of which they cannot be said. */
export async function renderFleet(fleet: FleetContext): Promise<RenderDocument> {
  const { agents } = fleet.desired;
  const { launches, errors } = await launchEach(fleet, agents);
  const [first] = errors.values();
  if (first !== undefined) throw first;
  const wanted = await wantFleet(fleet, agents, { launches, troubles: new Map() }, "as-marked");
  const configHome = join(fleet.paths.config, "..", "..");
  const files = [
    ...wanted.files,
    ...wanted.agents.flatMap(({ file, timer }) => [file ?? [], timer?.file ?? []].flat()),
  ];
  return {
    version: 1,
    files: files.map(({ path, text, mode }) => ({ path: relative(configHome, path), text, mode })),
  };
}

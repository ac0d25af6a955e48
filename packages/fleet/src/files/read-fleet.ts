import { parseRoster, resolveFleet, type DesiredFleet } from "@mosaicstack/roster";
import { FleetError } from "../error.js";
import type { FleetPaths } from "./paths.js";

type Places = Pick<FleetPaths, "home" | "worktrees">;

/** The fleet that a roster's text wants. Throws FleetError `InvalidRoster`. */
export function readFleet(text: string, file: string, places: Places): DesiredFleet {
  const { roster, diagnostics } = parseRoster(text, { file });
  if (roster !== undefined) return resolveFleet(roster, places);
  throw new FleetError("InvalidRoster", `${file} is not a valid roster`, {
    diagnostics,
    texts: { [file]: text },
    remedy: "Mend what is marked, then check with `mosaic-fleet validate`.",
  });
}

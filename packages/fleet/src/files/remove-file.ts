import { rmdirSync, unlinkSync } from "node:fs";
import { dirname } from "node:path";
import { FleetError } from "../error.js";

/** Removes a file of ours, and its folder where nothing else is in it. Gone already is done. Throws FleetError `Failed`. */
export function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT")
      throw new FleetError("Failed", `${path} cannot be removed: ${(cause as Error).message}`, {
        remedy: `Look at it with \`ls -ld ${path}\`, then run it again.`,
        cause,
      });
  }
  try {
    rmdirSync(dirname(path));
  } catch {
    // A person keeps something there.
  }
}

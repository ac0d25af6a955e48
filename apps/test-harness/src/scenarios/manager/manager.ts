import type { Scenario } from "../../live/scenario.js";
import { powerCut, reboot } from "./boot.js";
import { reexec } from "./reexec.js";
import { reexecInTheMiddle } from "./reexec-in-the-middle.js";
import { reloadDuringStarts } from "./reload-during-starts.js";

/** What the user manager does, and what is done to it: reloads, reboots, upgrades, two fleets. */
export const manager: readonly Scenario[] = [
  reloadDuringStarts,
  reexec,
  reexecInTheMiddle,
  reboot,
  powerCut,
];

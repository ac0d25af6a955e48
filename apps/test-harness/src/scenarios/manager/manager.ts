import type { Scenario } from "../../live/scenario.js";
import { powerCut, reboot } from "./boot.js";
import { downAndUp } from "./down-and-up.js";
import { limitOfOne } from "./limit-of-one.js";
import { logout } from "./logout.js";
import { noManager } from "./no-manager.js";
import { upgraded } from "./upgraded.js";
import { libraryUpgraded } from "./library-upgraded.js";
import { twoFleets } from "./two-fleets.js";
import { uninstalled } from "./uninstalled.js";
import { migrated } from "./migrated.js";
import { threeHundred } from "./three-hundred.js";
import { reexec } from "./reexec.js";
import { reexecInTheMiddle } from "./reexec-in-the-middle.js";
import { reloadDuringStarts } from "./reload-during-starts.js";
import { rosterChanged } from "./roster-changed.js";
import { unitDeleted } from "./unit-deleted.js";
import { unitEdited } from "./unit-edited.js";

/** What the user manager does, and what is done to it: reloads, reboots, upgrades, two fleets. */
export const manager: readonly Scenario[] = [
  downAndUp,
  rosterChanged,
  reloadDuringStarts,
  reexec,
  reexecInTheMiddle,
  reboot,
  powerCut,
  unitEdited,
  unitDeleted,
  limitOfOne,
  logout,
  noManager,
  twoFleets,
  uninstalled,
  upgraded,
  libraryUpgraded,
  migrated,
  threeHundred,
];

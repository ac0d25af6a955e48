import type { Scenario } from "../../live/scenario.js";
import { diskFull } from "./disk-full.js";
import { envFiles } from "./env-files.js";
import { launcherMissing } from "./launcher-missing.js";
import { otherTmpdir } from "./other-tmpdir.js";
import { profileBroken } from "./profile-broken.js";
import { runtimeReadOnly } from "./runtime-read-only.js";
import { workdirMissing } from "./workdir-missing.js";

/** Files that are broken, missing or in the way. */
export const files: readonly Scenario[] = [
  diskFull,
  runtimeReadOnly,
  envFiles,
  launcherMissing,
  workdirMissing,
  profileBroken,
  otherTmpdir,
];

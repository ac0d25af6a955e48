import type { Scenario } from "../../live/scenario.js";
import { boundedFiles } from "./bounded-files.js";
import { diskFull } from "./disk-full.js";
import { envFiles } from "./env-files.js";
import { keyKept } from "./key-kept.js";
import { launcherMissing } from "./launcher-missing.js";
import { otherTmpdir } from "./other-tmpdir.js";
import { ownTmuxConf } from "./own-tmux-conf.js";
import { profileBroken } from "./profile-broken.js";
import { runtimeReadOnly } from "./runtime-read-only.js";
import { workdirMissing } from "./workdir-missing.js";

/** Files that are broken, missing or in the way. */
export const files: readonly Scenario[] = [
  diskFull,
  runtimeReadOnly,
  boundedFiles,
  envFiles,
  keyKept,
  launcherMissing,
  workdirMissing,
  profileBroken,
  ownTmuxConf,
  otherTmpdir,
];

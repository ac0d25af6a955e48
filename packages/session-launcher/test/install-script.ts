import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sh, type Shell } from "@mosaicstack/agent-channel/testing";
import { launcherScript } from "../src/launch/launcher-script.js";

/** Puts the script into a folder under its own name, run by that shell. */
export function installScript(folder: string, shell: Shell = sh): string {
  const text = readFileSync(launcherScript().path, "utf8");
  const path = join(folder, "start-agent-session.sh");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path,
    text.replace(/^#!.*/, () => shell.shebang),
  );
  chmodSync(path, 0o755);
  return path;
}

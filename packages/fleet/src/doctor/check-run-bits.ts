import { lstat } from "node:fs/promises";
import { join } from "node:path";
import { channelScripts } from "@mosaicstack/agent-channel";
import { launcherScript } from "@mosaicstack/session-launcher";
import { changeMode } from "../files/change-mode.js";
import type { FleetPaths } from "../files/paths.js";
import { finding, mendable, type Found } from "./finding.js";

/** The launcher and what stands beside it, where a copy or a checkout lost the right to be run. */
export async function checkRunBits({
  tools,
  script,
}: Pick<FleetPaths, "tools" | "script">): Promise<Found[]> {
  const launcher = { path: script, mode: launcherScript().mode };
  const scripts = channelScripts().map(({ name, mode }) => ({ path: join(tools, name), mode }));
  const found = await Promise.all(
    [launcher, ...scripts].map(async ({ path, mode }) => {
      const isLost = (mode & 0o100) !== 0 && (await isUnrunnable(path));
      return isLost ? [tell(path, path === script)] : [];
    }),
  );
  return found.flat();
}

async function isUnrunnable(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isFile() === true && (stats.mode & 0o500) !== 0o500;
}

function tell(path: string, isLauncher: boolean): Found {
  const found = finding(
    "script-not-executable",
    `${path} cannot be run: it lost its run bit`,
    `Run \`chmod u+rx ${path}\`.`,
    isLauncher
      ? { why: "No agent can be started, and none comes back after its end." }
      : {
          severity: "warning",
          why: "What it does for the agents, as to hand over what is queued, is not done.",
        },
  );
  return mendable(found, async () => changeMode(path, (mode) => mode | 0o500));
}
